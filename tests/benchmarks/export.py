"""Writes a cluster's content for the other programs; run with the cluster's environment."""

import argparse
import json
import os
from pathlib import Path


def main() -> None:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hugo", type=Path, help="folder for one project with all sites")
    parser.add_argument("--hugo-each", type=Path, help="folder for a project a site")
    parser.add_argument("--wagtail", type=Path, help="file for wagtail_side.load")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django

    django.setup()
    from themes import location

    from . import exchange, hugo_side

    theme = location.installed()
    if options.hugo:
        hugo_side.write(options.hugo, theme)
    if options.hugo_each:
        hugo_side.write_each(options.hugo_each, theme)
    if options.wagtail:
        sites = exchange.sites(theme)
        with options.wagtail.open("w", encoding="utf-8") as output:
            output.write(json.dumps(sites, ensure_ascii=False) + "\n")
            for key in sites:
                for document in exchange.documents(key):
                    output.write(json.dumps(document, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
