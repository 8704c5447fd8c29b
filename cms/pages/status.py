"""What the public sees of a page, read from the store and from nowhere else (公开状态)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from sites.registry import addresses
from sites.store.models import Document

from .keys import key_of


class State(StrEnum):
    """The four answers to "is this public?"."""

    NEVER = "never"
    PUBLIC = "public"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


LABELS = {
    State.NEVER: _("未公开"),
    State.PUBLIC: _("已公开，内容与草稿一致"),
    State.CHANGED: _("已公开，草稿有改动"),
    State.WITHDRAWN: _("已撤下"),
}


@dataclass(frozen=True)
class PublicStatus:
    """Where a page stands towards the public: ``url`` is empty unless readers can open it."""

    state: State
    url: str = ""
    at: datetime | None = None
    is_expired: bool = False

    @property
    def label(self) -> str:
        """The answer in words."""
        if self.is_expired:
            return str(_("已到期撤下"))
        return str(LABELS[self.state])

    @property
    def short_label(self) -> str:
        """The answer as a list gives it, without a claim about every byte of the draft."""
        return str(_("已公开")) if self.state == State.PUBLIC else self.label

    @property
    def is_public(self) -> bool:
        """Whether readers can see some version of the page."""
        return self.state in (State.PUBLIC, State.CHANGED)


def document_of(page: Page) -> Document | None:
    """Return the store's document of ``page``, public or withdrawn, or None."""
    if page.translation_key is None or page.locale_id is None:
        return None
    return Document.objects.select_related("site").filter(key=key_of(page)).first()


def public_url(page: Page) -> str:
    """Return the full public address of ``page``, empty while it is not public."""
    document = document_of(page)
    return addresses.absolute_url(document.site, document.path) if document and document.is_public else ""


def quick_status(page: Page) -> PublicStatus:
    """Return the status as a list shows it: whether the draft differs is told by its date alone."""
    document = document_of(page)
    if document is None:
        return PublicStatus(State.NEVER)
    if not document.is_public:
        return PublicStatus(State.WITHDRAWN, at=document.withdrawn_at, is_expired=page.expired)
    saved = page.latest_revision_created_at
    changed = saved is not None and saved.replace(microsecond=0) > document.admitted_at
    return PublicStatus(
        State.CHANGED if changed else State.PUBLIC,
        addresses.absolute_url(document.site, document.path),
        document.admitted_at,
    )


def exact_status(page: Page, digest: str = "") -> PublicStatus:
    """Return the status with the draft's content compared with the public one, byte for byte.

    ``digest`` is the draft's, where it has been worked out already.
    """
    from .content import Incomplete, content_of

    status = quick_status(page)
    document = document_of(page)
    if not status.is_public or document is None:
        return status
    try:
        same = (digest or content_of(page.get_latest_revision_as_object()).digest()) == document.digest
    except Incomplete:
        same = False
    return PublicStatus(State.PUBLIC if same else State.CHANGED, status.url, status.at)
