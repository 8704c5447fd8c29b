"""What nginx needs to know: hosts, web roots, headers, types, where the search answers."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import jinja2
from django.conf import settings

from sites.registry import addresses
from sites.registry.models import Site

from ..web import media_types, response_headers

TEMPLATE = "sumu.conf.jinja"
TEXT = ("text/css", "text/javascript", "application/json", "text/plain", "application/xml")
"""The types that carry their encoding; nginx adds it to ``text/html`` by itself."""


@dataclass(frozen=True)
class Host:
    """One host: its web root, and the folders that have a page of their own for what is not found."""

    name: str
    root: str
    is_https: bool
    folders: list[str]


@dataclass(frozen=True)
class Options:
    """What the registry does not know: ports, certificates, where the search answers, what nginx was built with."""

    maps: Path
    search: str = "127.0.0.1:8002"
    http_port: int = 80
    https_port: int = 443
    certificates: Path = Path("/etc/ssl/sumu")
    brotli: bool = False


def configuration(options: Options) -> str:
    """Return the text of nginx's configuration for every registered site."""
    environment = jinja2.Environment(  # noqa: S701  (a configuration file, not HTML; ``quoted`` guards its values)
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(TEMPLATE).render(
        hosts=hosts(),
        headers=response_headers(),
        types=media_types(),
        text_types=TEXT,
        quoted=quoted,
        maps=options.maps,
        search=options.search,
        http_port=options.http_port,
        https_port=options.https_port,
        certificates=options.certificates,
        brotli=options.brotli,
    )


def hosts() -> list[Host]:
    """Return the hosts of the registered sites, by name."""
    by_name: dict[str, list[Site]] = defaultdict(list)
    for site in Site.objects.prefetch_related("editions").order_by("host", "path"):
        by_name[site.host].append(site)
    return [_host(name, sites) for name, sites in sorted(by_name.items())]


def quoted(value: object) -> str:
    """Return ``value`` as one quoted word of nginx's language. Raises ``ValueError`` where that cannot be."""
    text = str(value)
    if "$" in text or any(ord(letter) < 32 for letter in text):
        raise ValueError(f"not a value for nginx: {text!r}")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _host(name: str, sites: list[Site]) -> Host:
    folders = {addresses.edition_root(site, edition.language) for site in sites for edition in site.editions.all()}
    return Host(
        name=name,
        root=str(Path(settings.SUMU_VAR) / "www" / name),
        is_https=any(site.scheme == "https" for site in sites),
        folders=sorted(folders | {"/"}),
    )
