"""Links to pages of the cluster that readers cannot open."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from sites.build.models import Output
from sites.registry import addresses
from sites.registry.models import Site
from sites.store.models import Document

from ..finding import Finding, finding
from ..material import Link, Material
from ..rules import Rule

SOURCE = "《政府网站与政务新媒体检查指标》“链接可用”；GB/T 37668-2019"
NOT_PUBLIC = Rule(
    code="link-not-public",
    title="链接的页面没有公开",
    why="链接指向的页面还没有公开，公开时这里只显示文字，读者点不开。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请先公开那个页面，或去掉链接；两篇要同时公开的，由审核人确认。",
)
WITHDRAWN = Rule(
    code="link-withdrawn",
    title="链接的页面已撤下",
    why="链接指向的页面已经撤下，读者点不开。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请去掉链接，或换成现在的页面。",
)
NO_PAGE = Rule(
    code="link-dead",
    title="站内链接打不开",
    why="网址在本站群的域名下，但那里没有公开的页面。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请核对网址；最好在编辑器里选页面，页面搬家时链接会跟着走。",
)
BROKEN = Rule(
    code="link-without-target",
    title="链接没有目标",
    why="链接没有写明去哪里，多半是链接的页面已被删除。",
    source=SOURCE,
    certainty="standard",
    what_to_do="请重新选页面，或去掉链接。",
)
BY_REFERENCE = "document:"


def check(material: Material) -> Iterator[Finding]:
    """Yield links into the cluster that lead nowhere; outside ones are not asked from here."""
    inner = {link.href.removeprefix(BY_REFERENCE) for link in material.links if link.href.startswith(BY_REFERENCE)}
    states = dict(Document.objects.filter(key__in=inner).values_list("key", "state"))
    for link in material.links:
        rule = _of_reference(link, states) if link.href.startswith(BY_REFERENCE) else _of_address(link, material)
        if rule is not None:
            shown = f"{link.text}（{link.href}）" if rule is NO_PAGE else link.text
            yield finding(rule, link.where, shown, named=[link.href, link.text])


def _of_reference(link: Link, states: dict[str, str]) -> Rule | None:
    state = states.get(link.href.removeprefix(BY_REFERENCE))
    if state is None:
        return NOT_PUBLIC
    return None if state == Document.State.PUBLIC else WITHDRAWN


def _of_address(link: Link, material: Material) -> Rule | None:
    href = link.href.strip()
    if not href:
        return BROKEN
    parts = urlsplit(href)
    if parts.scheme not in ("", "http", "https") or not (parts.netloc or href.startswith("/")):
        return None
    own = Site.objects.filter(key=material.content.site).first()
    host = parts.hostname or (own.host if own else "")
    path = unquote(parts.path) or "/"
    sites = [site for site in Site.objects.filter(host=host) if f"{path}/".startswith(addresses.site_root(site))]
    if not sites:
        return None
    site = max(sites, key=lambda site: len(site.path))
    return None if _is_there(site, path.removeprefix(addresses.site_root(site).rstrip("/")).lstrip("/")) else NO_PAGE


def _is_there(site: Site, path: str) -> bool:
    """Return whether ``path`` below the site's base is a public page, or something that is no document's page."""
    if not path.endswith(("/", ".html")) and path:
        return True  # a file or the search: not a document's address
    wanted = path if path.endswith(".html") else f"{path}index.html"
    if Document.objects.filter(site=site, path=wanted, state=Document.State.PUBLIC).exists():
        return True
    return Output.objects.filter(site=site, path=wanted).exists()
