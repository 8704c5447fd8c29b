"""What the worker does while no change waits."""

from collections.abc import Callable

from cms.ledger.pictures import make_next
from cms.ledger.verification import verify_part
from cms.releases.following import follow_next
from cms.storage import scheduling
from cms.verifying.doubting import tell_doubt
from cms.verifying.starting import start_due


def idle_tasks() -> dict[str, Callable[[], int]]:
    """Return the tasks by name; each does one small part, so that the next change waits for no more than that."""
    return {
        "verify ledger": verify_part,
        "picture": make_next,
        "check builds": start_due,
        "clock": tell_doubt,
        "housekeeping": scheduling.start_due,
        "follow rollback": follow_next,
    }
