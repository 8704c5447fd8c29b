"""Which edition a request is for, and the page that the build made for its search."""

from pathlib import Path

from django.conf import settings
from django.utils._os import safe_join

from multilingual import registry as languages
from multilingual.registry import Language
from sites.registry import addresses
from sites.registry.models import Edition, Site

START, END = "<!--search:start-->", "<!--search:end-->"


class UnknownPlace(LookupError):
    """Raised when no public edition has this address."""


def edition_at(host: str, path: str) -> tuple[Site, Language]:
    """Return the site and the language of the edition whose root is ``path`` on ``host``.

    ``path`` has no slashes at its ends; the site with the longest matching path counts. Raises ``UnknownPlace``.
    """
    segments = [segment for segment in path.split("/") if segment]
    sites = {site.path: site for site in Site.objects.filter(host=host.lower())}
    site = sites.get(segments[0]) if segments else None
    if site is not None:
        segments = segments[1:]
    else:
        site = sites.get("")
    if site is None or len(segments) > 1 or segments == [languages.DEFAULT]:
        raise UnknownPlace(path)
    code = segments[0] if segments else languages.DEFAULT
    if not Edition.objects.filter(site=site, language=code).exists():
        raise UnknownPlace(path)
    return site, languages.get(code)


def shell(site: Site, language: Language) -> tuple[str, str]:
    """Return what stands before and after the results in the search page of an edition, as the build made it.

    Raises ``UnknownPlace`` when the page has not been released or has no place for results.
    """
    relative = f"{site.host}{addresses.edition_root(site, language.code)}search/index.html"
    try:
        page = Path(safe_join(Path(settings.SUMU_VAR) / "www", relative)).read_text(encoding="utf-8")
        before, rest = page.split(START, 1)
        _form, after = rest.split(END, 1)
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UnknownPlace(relative) from error
    return before + START, END + after


def url_of(site: Site, path: str, host: str) -> str:
    """Return the address of an output of ``site`` for a reader on ``host``: relative on the same host, else full."""
    return addresses.local_url(site, path) if site.host == host else addresses.absolute_url(site, path)
