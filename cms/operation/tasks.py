"""The tasks of the worker, in the order in which a change passes through them."""

from collections.abc import Callable

from cms.importing.admitting import admit_approved
from cms.inbox.reminding import remind
from cms.review.scheduling import admit_due, withdraw_due
from search.indexing import index_pending
from sites.release.publishing import release_pending

from .urgent import urgent_tasks


def tasks() -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does what is waiting and returns how much that was."""
    return {
        **urgent_tasks(),
        "admit": admit_approved,
        "publish scheduled": admit_due,
        "expire": withdraw_due,
        "release": release_pending,
        "index": index_pending,
        "remind": remind,
    }
