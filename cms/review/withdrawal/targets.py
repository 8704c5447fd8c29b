"""Where the address of a withdrawn page may lead: pages to choose from, and how a choice is told in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sites.registry import addresses
from sites.store import leading
from sites.store.models import Document
from sites.store.redirects import key_of, of_site

NEWEST = 15
"""How many of the newest documents of the column are offered."""


@dataclass(frozen=True)
class Target:
    """Where an address leads, as reviewers read it: ``url`` is empty for gone."""

    words: str
    url: str = ""
    is_outside: bool = False


def offered(document: Document) -> list[tuple[str, str]]:
    """Return the public documents to choose from, as values and labels: the columns above, the home, what is new."""
    public = Document.objects.filter(site=document.site, language=document.language, state=Document.State.PUBLIC)
    chosen: list[tuple[str, str]] = []
    above = public.filter(key=document.column).first() if document.column else None
    seen = {document.key}
    while above is not None and above.key not in seen:
        seen.add(above.key)
        chosen.append((above.key, _("栏目：%(title)s") % {"title": above.title}))
        above = public.filter(key=above.column).first() if above.column else None
    home = public.filter(kind="home").exclude(key=document.key).first()
    if home is not None:
        chosen.append((home.key, _("首页：%(title)s") % {"title": home.title}))
    column = document.key if document.kind == "column" else document.column
    newest = Document.objects.filter(column=column, slot__gt=0, state=Document.State.PUBLIC).exclude(pk=document.pk)
    chosen += [(one.key, one.title) for one in newest.order_by("-slot")[:NEWEST]] if column else []
    return [(f"{leading.INNER}{key}", label) for key, label in chosen]


def told(leads_to: str) -> Target:
    """Return where ``leads_to`` leads, in words."""
    if not leads_to:
        return Target(str(_("网址显示“已撤下”（410），不转到别处。")))
    if not leads_to.startswith(leading.INNER):
        return Target(leads_to, leads_to, leading.is_outside(leads_to))
    document = leading.target_of(leads_to)
    if document is None or not document.is_public:
        return Target(str(_("要转到的页面现在没有公开。")))
    return Target(document.title, addresses.absolute_url(document.site, document.path))


def redirect_at(document: Document) -> str | None:
    """Return where an approved redirect at the document's own address leads (empty: gone), None without one."""
    paths = {document.path, document.path.removesuffix("index.html")}
    for redirect in of_site(document.site, [key_of(document.site.key, path) for path in paths]):
        return redirect.target
    return None
