"""The one maker of public addresses.

A site's base is host + path; the default language's edition lies at the base, every other edition
one segment below it, named by its language code: ``/jyj/`` and ``/jyj/mn-mong/``.
"""

from multilingual.registry import DEFAULT

from .models import Site


def origin(site: Site) -> str:
    """Return ``scheme://host[:port]`` of ``site``, without a final slash."""
    port = f":{site.port}" if site.port else ""
    return f"{site.scheme}://{site.host}{port}"


def site_root(site: Site) -> str:
    """Return the path of the site's base from the root of its host: ``/`` or ``/jyj/``."""
    return f"/{site.path}/" if site.path else "/"


def edition_prefix(language: str) -> str:
    """Return the path of an edition below its site's base: empty or ``mn-mong/``."""
    return "" if language == DEFAULT else f"{language}/"


def edition_root(site: Site, language: str) -> str:
    """Return the path of an edition's home from the root of its host."""
    return site_root(site) + edition_prefix(language)


def local_url(site: Site, path: str) -> str:
    """Return the host-relative address of an output: ``/jyj/tzgg/20261121/3.html``.

    ``path`` is the output's path below the site's base; a final ``index.html`` is left out.
    """
    if path == "index.html" or path.endswith("/index.html"):
        path = path[: -len("index.html")]
    return site_root(site) + path


def absolute_url(site: Site, path: str) -> str:
    """Return the full address of an output of ``site``."""
    return origin(site) + local_url(site, path)
