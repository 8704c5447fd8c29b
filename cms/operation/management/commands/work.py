"""``manage.py work``: carries every change of the store to the public files and the search index."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from cms.operation import urgent
from cms.operation.idle import idle_tasks
from cms.operation.supervised import end_with_parent
from cms.operation.tasks import tasks
from cms.theming.proposing import propose
from sites.release.urgent import is_waiting

logger = logging.getLogger("sumu.work")
PAUSE = 0.2
"""Seconds between two looks at the queue when it was empty."""


class Command(BaseCommand):
    """Works the queues until ended; a task that fails is logged and tried again, the others go on."""

    help = "发布工作进程：生成、上线、建立索引"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--once``: work what is there, then end."""
        parser.add_argument("--once", action="store_true", help="处理完现有变更即退出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        end_with_parent()
        if not options["once"]:
            urgent.start()
            run("theme", propose)
        while True:
            if not options["once"] and is_waiting():
                time.sleep(PAUSE)  # leaves the processor to the thread that carries it
                continue
            done = sum(run(name, task) for name, task in tasks().items())
            if options["once"] and not done:
                return
            if not done:
                done = sum(run(name, task) for name, task in idle_tasks().items())
            if not done:
                close_old_connections()
                time.sleep(PAUSE)


def run(name: str, task: Callable[[], int]) -> int:
    """Run one task and return how much it did; a failure counts as nothing and is logged."""
    try:
        return task()
    except Exception:
        logger.exception("task failed: %s", name)
        return 0
