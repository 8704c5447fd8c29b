"""``manage.py build_sites``: builds sites in full and releases them, several at a time."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sites.registry.models import Site
from sites.release.side_by_side import Outcome, build_all


class Command(BaseCommand):
    """Builds all sites, or those named, from the store alone."""

    help = "全量生成站点并上线"
    requires_system_checks = ()  # they load the migrations and cost a tenth of the start; `check` makes them

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the keys of the sites and how many processes work side by side."""
        parser.add_argument("sites", nargs="*", metavar="站点代号", help="不写则生成全部站点")
        parser.add_argument(
            "--processes",
            type=int,
            default=len(os.sched_getaffinity(0)),
            metavar="个数",
            help="同时生成的进程数，默认与处理器核数相同",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and release; a site that fails does not stop the others, but the command ends with an error."""
        sites = Site.objects.order_by("key")
        if named := options["sites"]:
            sites = sites.filter(key__in=named)
        found = list(sites.values_list("key", flat=True))
        if missing := set(named) - set(found):
            raise CommandError(f"没有这个站点：{'、'.join(sorted(missing))}")
        failed = []
        for number, outcome in enumerate(build_all(found, options["processes"]), start=1):
            self._say(outcome, f"{number}/{len(found)}")
            if outcome.error or outcome.failures:
                failed.append(outcome.site)
        if failed:
            raise CommandError(f"有站点没有完整生成：{'、'.join(sorted(failed))}")

    def _say(self, outcome: Outcome, place: str) -> None:
        if outcome.error:
            self.stderr.write(f"{place} {outcome.site}: {outcome.error}")
            return
        rate = f"{outcome.outputs / outcome.seconds:.0f} 个/秒" if outcome.seconds else ""
        self.stdout.write(
            f"{place} {outcome.site}: {outcome.outputs} 个文件，更新 {outcome.files} 个，"
            f"{outcome.seconds:.1f} 秒，{rate}，{outcome.commit[:12]}"
        )
        for failure in outcome.failures:
            self.stderr.write(f"{outcome.site}: {failure}")
