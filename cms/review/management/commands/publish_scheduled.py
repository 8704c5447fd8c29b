"""``manage.py publish_scheduled``: takes the place of Wagtail's command, which would publish without the store."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Changes nothing and says who does the work."""

    help = "不做任何改动：定时发布和到期撤下由后台程序（manage.py work）核对审签后办理。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what Wagtail's command takes, so that an old cron job does not fail."""
        parser.add_argument("--dryrun", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say so."""
        self.stdout.write(str(self.help))
