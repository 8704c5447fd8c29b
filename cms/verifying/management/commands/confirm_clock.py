"""``manage.py confirm_clock``: an administrator says that the clock is right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sites.store import clock, plausible


class Command(BaseCommand):
    """Ends the doubt about the clock; the ledger says who did."""

    help = "确认时钟正确：时钟存疑时，定时发布和到期撤下暂停，确认后继续"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take who confirms."""
        parser.add_argument("--person", required=True, help="确认人的用户名", metavar="用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say the time; end the doubt if there is one."""
        if not options["person"].strip():
            raise CommandError("请写明确认人。")
        local = timezone.localtime(clock.now(), timezone.get_default_timezone())
        self.stdout.write(f"现在的时间：{local:%Y-%m-%d %H:%M:%S}")
        done = plausible.confirm(options["person"].strip())
        self.stdout.write("已确认时钟正确。" if done else "时钟没有疑问，不必确认。")
