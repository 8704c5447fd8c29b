"""The machines that are watched, this one and the nodes that are pushed to: how each stands, what was found there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import TextChoices

from sites.exchange import watch_files
from sites.exchange.watch import Report, Watch
from sites.mirrors.asking import watch_of
from sites.mirrors.models import Mirror
from sites.store import clock

from .rights import Scope

DAY = timedelta(days=1)
SILENT = timedelta(minutes=10)
"""How long a node that is asked every minute may say nothing before that is a problem."""


class Standing(TextChoices):
    """How the watch of a machine stands."""

    RUNNING = "running", "正在值守"
    STOPPED = "stopped", "已停止"
    NEVER = "never", "没有运行过"
    SILENT = "silent", "没有报告"
    UNKNOWN = "unknown", "还没有报告"


PROBLEMS = (Standing.STOPPED, Standing.SILENT)
"""What ends a watch that there was once."""


@dataclass(frozen=True)
class Machine:
    """One machine; ``mirror`` is None for this one. ``watch`` is what it said last, ``age`` how long ago that was."""

    mirror: Mirror | None
    watch: Watch | None
    age: timedelta = timedelta()

    @property
    def name(self) -> str:
        """Return the name of the node, empty for this machine."""
        return self.mirror.name if self.mirror is not None else ""

    @property
    def standing(self) -> Standing:
        """Return how its watch stands."""
        if self.watch is None:
            return Standing.UNKNOWN
        if self.age > SILENT:
            return Standing.SILENT
        if self.watch.state is None:
            return Standing.NEVER
        return Standing.RUNNING if self.watch.is_running else Standing.STOPPED

    @property
    def is_problem(self) -> bool:
        """Whether the watch ran, or was told of, once, and is not now."""
        return self.standing in PROBLEMS

    def findings(self, scope: Scope) -> Iterator[Report]:
        """Yield what was found there and may be seen, newest first."""
        found = _here() if self.mirror is None else iter(self.watch.reports if self.watch is not None else ())
        return (report for report in found if scope.sees(report))

    def recent(self, scope: Scope) -> Iterator[Report]:
        """Yield what was found there within the last 24 hours, by the clock of that machine."""
        if self.watch is None:
            return
        for report in self.findings(scope):
            if report.when < self.watch.now + self.age - DAY:
                return
            if report.when < self.watch.now + DAY:  # a node that tells of next year is not believed for a year
                yield report


def machines() -> list[Machine]:
    """Return this machine, and the nodes by name."""
    return [this_machine(), *(of_mirror(mirror) for mirror in Mirror.objects.all())]


def this_machine() -> Machine:
    """Return the machine that this program runs on."""
    return Machine(None, Watch(datetime.now(UTC), watch_files.state(Path(settings.SUMU_VAR))))


def of_mirror(mirror: Mirror) -> Machine:
    """Return the machine behind ``mirror``."""
    age = max(clock.now() - mirror.answered_at, timedelta()) if mirror.answered_at is not None else timedelta()
    return Machine(mirror, watch_of(mirror), age)


def _here() -> Iterator[Report]:
    return watch_files.reports(Path(settings.SUMU_VAR))
