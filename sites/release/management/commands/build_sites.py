"""``manage.py build_sites``: builds sites in full and releases them."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sites.build.models import Output
from sites.registry.models import Site
from sites.release.publishing import release_site


class Command(BaseCommand):
    """Builds all sites, or those named, from the store alone."""

    help = "全量生成站点并上线"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the keys of the sites."""
        parser.add_argument("sites", nargs="*", metavar="站点代号", help="不写则生成全部站点")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and release; a site that fails does not stop the others, but the command ends with an error."""
        named = options["sites"]
        sites = Site.objects.select_related("organisation").order_by("key")
        if named:
            sites = sites.filter(key__in=named)
            missing = set(named) - set(sites.values_list("key", flat=True))
            if missing:
                raise CommandError(f"没有这个站点：{'、'.join(sorted(missing))}")
        failed = [site.key for site in sites if not self._build(site)]
        if failed:
            raise CommandError(f"有站点没有完整生成：{'、'.join(failed)}")

    def _build(self, site: Site) -> bool:
        start = time.perf_counter()
        try:
            release = release_site(site, "full build")
        except Exception as error:  # the other sites are still to be built
            self.stderr.write(f"{site.key}: {type(error).__name__}: {error}")
            return False
        seconds = time.perf_counter() - start
        outputs = Output.objects.filter(site=site).count()
        rate = f"{outputs / seconds:.0f} 个/秒" if seconds else ""
        self.stdout.write(
            f"{site.key}: {outputs} 个文件，更新 {release.files} 个，{seconds:.1f} 秒，{rate}，{release.commit[:12]}"
        )
        for failure in release.failures:
            self.stderr.write(f"{site.key}: {failure.message}")
        return not release.failures
