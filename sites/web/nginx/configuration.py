"""What nginx needs to know: hosts, web roots, headers, types, where the search answers."""

from dataclasses import dataclass
from pathlib import Path

import jinja2

from ..server import media_types, response_headers

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


def configuration(options: Options, hosts: list[Host]) -> str:
    """Return the text of nginx's configuration for ``hosts``."""
    environment = jinja2.Environment(  # noqa: S701  (a configuration file, not HTML; ``quoted`` guards its values)
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(TEMPLATE).render(
        hosts=hosts,
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


def quoted(value: object) -> str:
    """Return ``value`` as one quoted word of nginx's language. Raises ``ValueError`` where that cannot be."""
    text = str(value)
    if "$" in text or any(ord(letter) < 32 for letter in text):
        raise ValueError(f"not a value for nginx: {text!r}")
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
