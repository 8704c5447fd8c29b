"""When housekeeping is due: measured once a day, tidied once a week, as a process of its own behind everything else."""

import subprocess
import sys
from datetime import timedelta

from django.conf import settings

from sites.store import clock
from sites.store.models import AuditEntry

from .housekeeping import ACT
from .usage import measured

EVERY = {"disk_use": timedelta(days=1), "housekeeping": timedelta(days=7)}
_running: list[subprocess.Popen[bytes]] = []


def start_due() -> int:
    """Start what is due, one at a time; return 0: nobody needs to look again soon."""
    _running[:] = [process for process in _running if process.poll() is None]
    due = [] if _running else due_now()
    if due:
        command = ["nice", "-n", "10", sys.executable, str(settings.BASE_DIR / "manage.py"), due[0]]
        _running.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL))  # noqa: S603
    return 0


def due_now() -> list[str]:
    """Return the commands that are due; in a new cluster none is at once."""
    usage = measured()
    entries = AuditEntry.objects.order_by("id").values_list("at", flat=True)
    begun = entries.first()
    if begun is None:
        return []
    moments = {
        "disk_use": usage.at if usage is not None else begun,
        "housekeeping": entries.filter(act=ACT).last() or begun,
    }
    return [name for name, moment in moments.items() if clock.now() - moment > EVERY[name]]
