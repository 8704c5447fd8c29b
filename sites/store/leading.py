"""Where the address of a withdrawn document leads (撤下后转到何处): nowhere (410), a public document, or an address."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.translation import gettext as _

from sites.registry import addresses
from sites.registry.models import Site

from .lifetime import Refused
from .models import Document

INNER = "document:"
"""What a choice begins with that names a document of the cluster; its key follows."""
LONGEST = 500
DEEPEST = 10
"""How many withdrawn documents are followed, each leading to the next, before the address counts as gone."""


def demand(document: Document, leads_to: str) -> None:
    """Raise ``Refused`` unless the address of ``document``, once withdrawn, may lead to ``leads_to``.

    Empty means gone for good. ``document:KEY`` must name another public document, whose own address never changes;
    anything else must be an address on http(s), and not that of the document itself.
    """
    if not leads_to:
        return
    if leads_to.startswith(INNER):
        _demand_document(document, leads_to.removeprefix(INNER))
        return
    demand_address(leads_to)
    found = at_address(leads_to, document.site)
    if leads_to in own_addresses(document) or (found is not None and found.key == document.key):
        raise Refused(_("不能转到要撤下的页面自己。"))
    if found is not None and not found.is_public:
        raise Refused(_("要转到的页面已经撤下，请另选一页。"))


def demand_address(address: str) -> None:
    """Raise ``Refused`` unless ``address`` is one on this host (from ``/``) or a full one on http(s)."""
    parts = _parts(address)
    is_local = address.startswith("/") and not address.startswith("//") and not parts.netloc
    is_full = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    is_plain = address.isascii() and not re.search(r"[\s\\\"'<>\x00-\x1f\x7f]", address)
    if len(address) > LONGEST or not (is_local or is_full) or not is_plain:
        raise Refused(
            _("“转到”须是以 / 开头的本域名网址，或以 http://、https:// 开头的完整网址；汉字须写成编码后的形式。")
        )


def own_addresses(document: Document) -> set[str]:
    """Return every way to write the address of the page of ``document``."""
    paths = {document.path, document.path.removesuffix("index.html")}
    written = {addresses.local_url(document.site, path) for path in paths}
    return written | {addresses.absolute_url(document.site, path) for path in paths}


def at_address(address: str, site: Site) -> Document | None:
    """Return the document, public or withdrawn, whose page lies at ``address`` as a page of ``site`` writes it."""
    parts = _parts(address)
    host, below = parts.hostname or site.host, unquote(parts.path).lstrip("/")
    first, _slash, rest = below.partition("/")
    for base, path in ((first, rest), ("", below)):
        owner = Site.objects.filter(host=host, path=base).first() if base or not first or path else None
        if owner is not None:
            names = {path, f"{path}index.html" if path.endswith("/") or not path else f"{path}/index.html"}
            return Document.objects.filter(site=owner, path__in=names).select_related("site").first()
    return None


def is_outside(leads_to: str) -> bool:
    """Return whether ``leads_to`` is the address of a host that no site of the cluster has."""
    if not leads_to or leads_to.startswith((INNER, "/")):
        return False
    return not Site.objects.filter(host=_parts(leads_to).hostname or "").exists()


def as_chosen(address: str, site: Site) -> str:
    """Return ``address`` as it is kept: an inner link where a public document of the cluster lies there."""
    if address.startswith(INNER) or "?" in address or "#" in address:
        return address
    found = at_address(address, site)
    return f"{INNER}{found.key}" if found is not None and found.is_public else address


def target_of(leads_to: str) -> Document | None:
    """Return the document that ``leads_to`` names, whatever became of it; None for an address."""
    if not leads_to.startswith(INNER):
        return None
    return Document.objects.filter(key=leads_to.removeprefix(INNER)).select_related("site").first()


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _demand_document(document: Document, key: str) -> None:
    if key == document.key:
        raise Refused(_("不能转到要撤下的页面自己。"))
    if not Document.objects.filter(key=key, state=Document.State.PUBLIC).exists():
        raise Refused(_("要转到的页面现在没有公开，请另选一页。"))
