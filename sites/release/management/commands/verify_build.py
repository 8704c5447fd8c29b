"""``manage.py verify_build``: compares a full build with what is live."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sites.registry.models import Site
from sites.release.verifying import Busy, verify


class Command(BaseCommand):
    """Builds every output anew, changes nothing, and ends with 1 when anything live differs."""

    help = "核对：全量生成的结果与线上文件逐个比对；一致则以 0 退出，否则列出不一致的文件、漏掉的键，以 1 退出"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the keys of the sites."""
        parser.add_argument("sites", nargs="*", metavar="站点代号", help="不写则核对全部站点")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and list what differs."""
        sites = Site.objects.select_related("organisation").order_by("key")
        if options["sites"]:
            sites = sites.filter(key__in=options["sites"])
            missing = sorted(set(options["sites"]) - {site.key for site in sites})
            if missing:
                raise CommandError(f"没有这个站点：{'、'.join(missing)}")
        wrong = sum(self._say(site) for site in sites)
        self.stdout.write(f"不一致的文件：{wrong}" if wrong else "全部一致。")
        if wrong:
            sys.exit(1)

    def _say(self, site: Site) -> int:
        try:
            verified = verify(site)
        except Busy as reason:
            self.stdout.write(f"{site.key}: {reason}")
            return 1
        for difference in verified.differences:
            self.stdout.write(f"{site.key}: {difference}")
        found = len(verified.differences)
        self.stdout.write(f"{site.key}: {verified.files} 个文件，" + (f"{found} 个不一致" if found else "一致"))
        return found
