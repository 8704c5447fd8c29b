"""Public pages that may say the same as one that is to be withdrawn (同一内容的副本)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.accounts.models import Role, SiteRole
from cms.pages.models.base import PublicPage
from search.engines import EngineUnavailable, engine
from search.plain import text_of_payload
from search.query import Query
from sites.registry import addresses
from sites.store.content import LISTED_KINDS
from sites.store.models import Document, DocumentMedia

from ..scheduling import page_of

CANDIDATES = 30
"""How many documents are compared with the one to be withdrawn."""
PIECE = 6
"""Letters in each piece of text that is compared."""
NEARLY = 0.8
"""From which share of common pieces on two texts count as nearly equal."""
OPENING = 40
"""Letters of a text by which it is looked for."""
LONGEST = 20000
"""Letters of each text that are compared."""


@dataclass(frozen=True)
class Copy:
    """One public document that may be a copy: why, where, and the page that this person may ask to withdraw."""

    document: Document
    why: str
    url: str
    page: PublicPage | None

    @property
    def value(self) -> str:
        """What the form's box says."""
        return str(self.page.pk) if self.page is not None else ""


def copies_of(document: Document, user: Any) -> list[Copy]:
    """Return the public documents that may be copies of ``document``: its translations first, then by likeness."""
    if document.kind not in LISTED_KINDS:
        return []
    own = _pieces(document)
    found = []
    for other in _candidates(document):
        why, rank = _likeness(document, other, own)
        if why:
            found.append((rank, other.id, _copy(other, why, user)))
    return [copy for _rank, _id, copy in sorted(found, key=lambda one: one[:2])]


def _copy(document: Document, why: str, user: Any) -> Copy:
    may = user.is_superuser or SiteRole.objects.filter(user=user, site=document.site, role=Role.EDITOR).exists()
    page = page_of(document) if may else None
    return Copy(document, why, addresses.absolute_url(document.site, document.path), page)


def _likeness(document: Document, other: Document, own: set[str]) -> tuple[str, int]:
    """Return why ``other`` may be a copy, empty when it is none, and its rank in the list."""
    if other.translation_group == document.translation_group:
        return str(_("其他语种版本")), 0
    theirs = _pieces(other)
    together = len(own | theirs)
    share = len(own & theirs) / together if together else 0.0
    if own and share == 1:
        return str(_("正文相同")), 1
    if share >= NEARLY:
        return str(_("正文几乎相同")), 2
    if other.title.strip() == document.title.strip():
        return str(_("标题相同")), 3
    return "", 4


def _candidates(document: Document) -> Iterable[Document]:
    keys = set(
        Document.objects.filter(translation_group=document.translation_group).values_list("key", flat=True)[:CANDIDATES]
    )
    for words in (document.title, _opening(document)):
        keys.update(_found_by(words, document.language) if words else ())
    media = list(document.media.values_list("digest", flat=True)[:50])
    sharing = DocumentMedia.objects.filter(digest__in=media).exclude(document=document).order_by("-id")
    keys.update(sharing.values_list("document__key", flat=True)[:CANDIDATES])
    found = Document.objects.filter(key__in=keys, state=Document.State.PUBLIC).exclude(pk=document.pk)
    return found.select_related("site").order_by("id")[: 2 * CANDIDATES]


def _found_by(words: str, language: str) -> list[str]:
    """Return the keys of what the search finds by ``words``; nothing while the index cannot be asked."""
    query = Query(words, language, only_language=language, page_size=CANDIDATES)
    try:
        return engine().search(query).keys
    except EngineUnavailable:
        return []


def _opening(document: Document) -> str:
    """Return the beginning of the longest paragraph, by which the same text is found under another title."""
    return max(text_of_payload(document.payload).splitlines(), key=len, default="").strip()[:OPENING]


def _pieces(document: Document) -> set[str]:
    text = "".join(text_of_payload(document.payload).split())[:LONGEST]
    return {text[start : start + PIECE] for start in range(max(len(text) - PIECE + 1, 0))}
