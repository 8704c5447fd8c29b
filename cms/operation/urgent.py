"""Emergencies and what comes to its hour, beside everything else: no import, build or index holds them up."""

from collections.abc import Callable

from cms.review.scheduling import admit_due, withdraw_due
from sites.release.publishing import release_urgent
from sites.store.settling.banner import end_due

SHORTEST, LONGEST = 0.1, 0.5
"""Seconds between two looks: after a change, and while nothing changes; what comes to its hour needs the second."""


def urgent_tasks() -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does what is waiting and returns how much that was."""
    return {
        "end emergencies": end_due,
        "emergencies": release_urgent,
        "publish scheduled": admit_due,
        "expire": withdraw_due,
    }
