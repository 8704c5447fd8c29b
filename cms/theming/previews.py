"""Which pages show a theme: the portal's home, a column and an article, in each of its languages."""

from collections.abc import Iterator
from dataclasses import dataclass

from cms.pages.preview import FILES_ROOT
from multilingual import registry as languages
from multilingual.registry import Language
from sites.build.preview import render_preview
from sites.build.theme import folder
from sites.registry.models import Site
from sites.store import intact
from sites.store.models import Document
from sites.store.reading import Reader, public
from themes import snapshots


@dataclass(frozen=True)
class Shown:
    """One page to look at in the old theme and in the new one."""

    document: Document
    language: Language
    what: str


def pages(site: Site) -> Iterator[Shown]:
    """Yield the home, a column and an article of each edition of ``site`` that is public."""
    for code in Reader(site, languages.DEFAULT).editions:
        language = languages.get(code)
        own = public().filter(site=site, language=code)
        article = own.filter(kind="article").order_by("-number").first()
        column = own.filter(kind="column", key=article.column).first() if article else own.filter(kind="column").first()
        for what, document in (("首页", own.filter(kind="home").first()), ("栏目", column), ("文章", article)):
            if document is not None:
                yield Shown(document, language, what)


def rendered(document: Document, digest: str) -> str:
    """Return the page of ``document`` in the kept theme with this ``digest``. Raises ``SnapshotAltered``."""
    theme = snapshots.load(folder(), digest)
    return render_preview(intact.content_of(document), files_root=FILES_ROOT, theme=theme)
