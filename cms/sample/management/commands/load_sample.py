"""``manage.py load_sample``: an invented county with its sites, people and documents, all of it approved."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.sample.loading import load
from sites.store.admit import Refused
from sites.store.approvals import NotApproved


class Command(BaseCommand):
    """Loads what is missing of the sample cluster; run again, it changes nothing."""

    help = "载入样例集群"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port that the public sites are served on."""
        parser.add_argument("--port", type=int, default=8001, help="公开站点的端口")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what was done."""
        started = time.monotonic()
        try:
            done = load(options["port"], self._say)
        except (LookupError, NotApproved, Refused) as error:
            raise CommandError(f"样例未能载入：{error} / The sample could not be loaded.") from error
        seconds = time.monotonic() - started
        self._say(
            f"    样例集群：{done.sites} 个站点，新发布 {done.published} 项，用时 {seconds:.1f} 秒 / sample cluster"
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
