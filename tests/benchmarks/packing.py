"""Packs the repository of a site as the worker's housekeeping would: ``python -m tests.benchmarks.packing SITE``."""

import os
import sys


def main() -> None:
    """Pack what is loose."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django

    django.setup()
    from sites.git.repacking import repack
    from sites.registry.models import Site
    from sites.release.lock import holding
    from sites.release.places import repository_path

    site = Site.objects.get(key=sys.argv[1])
    before, after = repack(repository_path(site), lambda: holding(site, wait=True))
    print(f"{before / 1e6:.1f} MB, {after / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
