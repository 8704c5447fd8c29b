"""``manage.py work``: carries every change of the store to the public files and the search index."""

import gc
import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from cms.operation import beside, live, mirroring, urgent
from cms.operation.idle import idle_tasks
from cms.operation.noticing import Commits, Rest
from cms.operation.rhythm import Rhythm
from cms.operation.supervised import end_with_parent
from cms.operation.supervisor import Process, Supervisor
from cms.operation.tasks import rebuild_tasks, release_tasks, tasks
from cms.theming.proposing import propose
from sites.release.publishing import is_emergency_waiting

logger = logging.getLogger("sumu.work")
SHORTEST, LONGEST = 0.05, 1.0
"""Seconds between two looks: after a change, and while nothing changes."""
PAUSE = 0.1
"""Seconds for which everything else leaves the processor to an emergency."""


class Command(BaseCommand):
    """Works the queues until ended; a task that fails is logged and tried again, the others go on."""

    help = "发布工作进程：生成、上线、建立索引"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many processes share the work, or ``--once``: work what is there, then end."""
        parser.add_argument("--once", action="store_true", help="处理完现有变更即退出")
        parser.add_argument(
            "--workers", type=int, default=1, metavar="进程数", help="几个进程分担发布（需 PostgreSQL）"
        )
        parser.add_argument("--releases", action="store_true", help="只发布，不做其他任务：供另一台机器分担发布")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        end_with_parent()
        if options["workers"] < 1:
            raise CommandError("进程数至少为 1。/ There must be at least one worker.")
        if options["workers"] > 1 and connection.vendor != "postgresql":
            self.stderr.write(
                "SQLite 只用一个发布进程；多进程请用 PostgreSQL。/ SQLite has one worker; more need PostgreSQL."
            )
        elif options["workers"] > 1:
            sys.exit(_supervise(options["workers"], releases=options["releases"]))
        if options["once"]:
            _work_once()
            return
        gc.freeze()  # no collection walks over all modules again, which is as long as a publish
        commits = Commits()
        commits.start()
        beside.start("emergencies", urgent.urgent_tasks(), Rest(commits, urgent.SHORTEST, urgent.LONGEST))
        beside.start("rebuilds", rebuild_tasks(), Rest(commits, 2 * SHORTEST, LONGEST))
        if not options["releases"]:
            live.start(commits)
            mirroring.start(commits)
            run("theme", propose)
        _work(commits, only_releases=options["releases"])


def _supervise(workers: int, *, releases: bool) -> int:
    """Run so many workers, of which one does everything that is not a release; end them together."""
    helper = Process(["work", "--releases"])
    connection.close()
    first = helper if releases else Process(["work"])
    supervisor = Supervisor([first, *[helper] * (workers - 1)], restarts=True)
    supervisor.start()
    return supervisor.wait()


def _work_once() -> None:
    while sum(run(name, task) for name, task in tasks().items()):
        pass


def _work(commits: Commits, *, only_releases: bool) -> None:
    """Work for ever; while the database does not answer, wait for it."""
    rhythm, rest = Rhythm(), Rest(commits, SHORTEST, LONGEST)
    made = release_tasks(settings.SUMU_BATCH_SECONDS)
    if not only_releases:
        beside_us = urgent.urgent_tasks()
        made = {name: task for name, task in {**tasks(), **made}.items() if name not in beside_us}
    while True:
        try:
            done = _round(made, rhythm, only_releases=only_releases)
        except DatabaseError:
            logger.exception("the database does not answer")
            done = 0
        if done:
            commits.tell()
        else:
            close_old_connections()
            rest.take()


def _round(made: dict[str, Callable[[], int]], rhythm: Rhythm, *, only_releases: bool) -> int:
    if is_emergency_waiting():
        time.sleep(PAUSE)  # leaves the processor to the thread that carries it
    done = _run_due(made, rhythm)
    if not done and not only_releases:
        done = _run_due(idle_tasks(), rhythm)
    return done


def _run_due(made: dict[str, Callable[[], int]], rhythm: Rhythm) -> int:
    done = 0
    for name in rhythm.due(made):
        count = run(name, made[name])
        rhythm.ran(name, count)
        done += count
    return done


def run(name: str, task: Callable[[], int]) -> int:
    """Run one task and return how much it did; a failure counts as nothing and is logged."""
    try:
        return task()
    except Exception:
        logger.exception("task failed: %s", name)
        close_old_connections()
        return 0
