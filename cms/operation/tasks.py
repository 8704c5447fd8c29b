"""The tasks of the worker, in the order in which a change passes through them."""

from collections.abc import Callable
from functools import partial

from cms.importing.admitting import admit_approved
from cms.inbox.reminding import remind
from cms.publication.holding import ask_held
from search.indexing import index_pending
from sites.release.publishing import release_pending

from .urgent import urgent_tasks


def tasks(window: float = 0.0, sites: int | None = None) -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does what is waiting and returns how much that was.

    ``window`` and ``sites`` are those of ``release_pending``: how many seconds a new change waits for more, and how
    many sites are released before the other tasks have their turn.
    """
    return {
        **urgent_tasks(),
        "admit": admit_approved,
        "release": partial(release_pending, window, sites),
        "guard": ask_held,
        "index": index_pending,
        "remind": remind,
    }


def release_tasks(window: float = 0.0, sites: int | None = None) -> dict[str, Callable[[], int]]:
    """Return the tasks of a worker that only releases, beside one that does everything."""
    return {"release": partial(release_pending, window, sites)}
