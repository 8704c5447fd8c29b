"""The tasks of the worker, in the order in which a change passes through them."""

from collections.abc import Callable

from cms.importing.admitting import admit_approved
from search.indexing import index_pending
from sites.release.publishing import release_pending


def tasks() -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does what is waiting and returns how much that was."""
    return {"admit": admit_approved, "release": release_pending, "index": index_pending}
