"""What exactly is under review: the facts that an approval names."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.pages.content import Incomplete, content_of
from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.pages.status import document_of
from sites.registry.models import Site
from sites.store import approvals
from sites.store.admit import Refused
from sites.store.content import withdrawal_digest
from sites.store.models import Approval

from .authors import authors_of
from .models import ReviewRequest


@dataclass(frozen=True)
class Subject:
    """The content of one revision with everything that an approval must state about it."""

    site: Site
    kind: str
    key: str
    action: str
    digest: str
    authors: frozenset[str]
    after: int

    def approval(self, stage: str) -> Approval | None:
        """Return the approval of ``stage`` for exactly this content that still counts, or None."""
        given = self.approvals().filter(stage=stage)
        return next((approval for approval in given if approval.person not in self.authors), None)

    def approvals(self) -> QuerySet[Approval]:
        """Return every approval for exactly this content that still counts."""
        return Approval.objects.filter(
            action=self.action, site=self.site, subject=self.key, digest=self.digest, id__gt=self.after
        )

    def demanded(self) -> list[str]:
        """Return the stages that it must pass. Raises ``NotApproved`` when no rule covers it."""
        return approvals.required_stages(self.site, self.kind)


def subject_of(request: ReviewRequest, revision: Revision) -> Subject:
    """Return what ``request`` asks to decide on, for the draft of ``revision``.

    Raises ``Refused`` when the draft makes no content, or when nothing public is left to withdraw.
    """
    page: PublicPage = revision.as_object()
    document = document_of(page)
    if request.is_withdrawal:
        if document is None or not document.is_public:
            raise Refused(_("没有已公开的内容可撤。"))
        digest = withdrawal_digest(document.key, document.digest)
    else:
        try:
            digest = content_of(page).digest()
        except Incomplete as error:
            raise Refused(str(error)) from error
    return Subject(
        site=page.site,
        kind=page.kind,
        key=key_of(page),
        action=request.action,
        digest=digest,
        authors=frozenset(authors_of(page, revision, request)),
        after=document.last_approval if document else 0,
    )
