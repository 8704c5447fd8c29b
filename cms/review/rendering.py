"""What a reviewer saw, kept byte for byte with the approval (审签时的页面)."""

from typing import Any, TypedDict

from django.core import signing
from django.utils.translation import gettext as _

from cms.pages.preview import FILES_ROOT
from cms.pages.status import document_of
from sites.store import blobs, intact
from sites.store.approvals import NotApproved
from sites.store.content import Content

from .subject import Subject

EXTENSION = "html"
SALT = "cms.review.rendering"


class Shown(TypedDict):
    """What one person was shown: of which page, of which content, as which bytes."""

    page: int
    person: int
    content: str
    html: str


def keep(subject: Subject) -> str:
    """Render what is decided on, keep the bytes, return their digest."""
    from sites.build.preview import render_preview

    return blobs.put(render_preview(_shown(subject), files_root=FILES_ROOT).encode(), EXTENSION)


def token(subject: Subject, user: Any) -> str:
    """Keep what ``user`` is shown of ``subject`` now, and return the ticket that names it when they decide."""
    shown = Shown(page=subject.draft.pk, person=user.pk, content=subject.digest, html=keep(subject))
    return signing.dumps(shown, salt=SALT)


def opened(ticket: str, page_id: int, user: Any) -> Shown:
    """Return what ``ticket`` names. Raises ``NotApproved`` for one that is not ours, or another page's or person's."""
    try:
        shown: Shown = signing.loads(ticket, salt=SALT)
    except signing.BadSignature:
        raise NotApproved(_("页面已过期，请重新打开后再办理。")) from None
    if shown["page"] != page_id or shown["person"] != user.pk:
        raise NotApproved(_("页面已过期，请重新打开后再办理。"))
    return shown


def _shown(subject: Subject) -> Content:
    """Return the content that readers get or lose."""
    if subject.content is not None:
        return subject.content
    document = document_of(subject.draft)
    if document is None:
        raise NotApproved(_("没有已公开的内容可撤。"))
    return intact.content_of(document)
