"""The tasks of the worker, in the order in which a change passes through them."""

from collections.abc import Callable
from functools import partial

from cms.importing.admitting import admit_approved
from cms.inbox.reminding import remind
from cms.publication.holding import ask_held
from search.indexing import index_pending
from sites.release.models import Task
from sites.release.publishing import release_pending, release_rebuild

from .urgent import urgent_tasks


def tasks() -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does what is waiting and returns how much that was."""
    return {
        **urgent_tasks(),
        "admit": admit_approved,
        "release": release_pending,
        "guard": ask_held,
        "index": index_pending,
        "remind": remind,
    }


def release_tasks(window: float) -> dict[str, Callable[[], int]]:
    """Return the task of a worker that releases changes, one site at a time, so that the other tasks have their turn.

    A change waits ``window`` seconds for others of its site. Sites to be rebuilt are left to ``rebuild_tasks``.
    """
    return {"release": partial(release_pending, window, 1, Task.Rank.CHANGE)}


def rebuild_tasks() -> dict[str, Callable[[], int]]:
    """Return what a worker does in the background: one site rebuilt, or its next part of many changes."""
    return {"rebuild": release_rebuild}
