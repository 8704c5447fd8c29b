"""``manage.py verify_build``: compares a full build with what is live."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sites.registry.models import Site
from sites.release.lock import holding
from sites.release.verifying import differences


class Command(BaseCommand):
    """Builds every output anew, changes nothing, and ends with 1 when anything live differs."""

    help = "核对：全量生成的结果与线上文件逐个比对"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the keys of the sites."""
        parser.add_argument("sites", nargs="*", metavar="站点代号", help="不写则核对全部站点")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and list what differs."""
        sites = Site.objects.select_related("organisation").order_by("key")
        if options["sites"]:
            sites = sites.filter(key__in=options["sites"])
        wrong = 0
        for site in sites:
            with holding(site, wait=True):
                for sentence in differences(site):
                    self.stdout.write(f"{site.key}: {sentence}")
                    wrong += 1
        self.stdout.write(f"不一致的文件：{wrong}")
        if wrong:
            sys.exit(1)
