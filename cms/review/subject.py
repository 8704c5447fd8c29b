"""What exactly is under review: the facts that an approval names."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.checks.finding import Finding
from cms.checks.run import findings_of
from cms.pages.content import Incomplete, content_of
from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.pages.status import document_of
from sites.registry.models import Site
from sites.store import approvals, intact, leading
from sites.store.admit import Refused
from sites.store.content import Content, withdrawal_digest
from sites.store.models import Approval, Document

from .authors import authors_of
from .models import ReviewRequest
from .setup import ORDER


@dataclass(frozen=True)
class Subject:
    """The content of one revision with everything that an approval must state about it.

    It is worked out once in each act, from the database inside the act's transaction, and handed on. ``draft`` is
    the revision as a page; ``content`` is None for a withdrawal, and for a move what is public, in its new column.
    """

    request: ReviewRequest
    revision: Revision
    draft: PublicPage
    content: Content | None
    key: str
    digest: str
    authors: frozenset[str]
    after: int

    @property
    def action(self) -> str:
        """What is asked for."""
        return self.request.action

    @property
    def title(self) -> str:
        """The title of what is asked for: the public one where the draft does not count."""
        return str(self.content.payload["title"]) if self.content else self.draft.title

    @cached_property
    def site(self) -> Site:
        """The site whose rules and reviewers decide."""
        return self.draft.site

    @cached_property
    def demanded(self) -> list[str]:
        """The stages that it must pass, in order. Raises ``NotApproved`` when no rule covers it."""
        required = approvals.required_stages(self.site, self.draft.kind, self.action)
        return [str(stage) for stage in ORDER if stage in required]

    @cached_property
    def findings(self) -> list[Finding]:
        """What the checks find in a draft that is to become public."""
        if self.content is None or not self.request.asks_to_publish:
            return []
        return findings_of(self.draft, self.content)

    def passed(self) -> dict[str, Approval]:
        """Return the approvals for exactly this content that count now, by stage."""
        given = Approval.objects.filter(
            action=self.action, site=self.site, subject=self.key, digest=self.digest, id__gt=self.after
        )
        people = {approval: {approval.person, approval.on_behalf_of} for approval in given}
        return {approval.stage: approval for approval in given if not people[approval] & self.authors}

    def lacking(self) -> list[str]:
        """Return the demanded stages that this content has not passed, in order."""
        passed = self.passed()
        return [stage for stage in self.demanded if stage not in passed]


def subject_of(request: ReviewRequest, revision: Revision, draft: PublicPage | None = None) -> Subject:
    """Return what ``request`` asks to decide on, for ``revision``; ``draft`` is that revision, read already.

    Raises ``Refused`` when the draft makes no content, or when nothing public is left to withdraw.
    """
    page: PublicPage = draft or revision.as_object()
    document = document_of(page)
    content, digest = None, ""
    if request.is_withdrawal:
        digest = _withdrawal_of(document, request.leads_to)
    elif request.is_move:
        content = _moved(document, request)
        digest = content.digest()
    else:
        content = _content_of(page)
        digest = content.digest()
    return Subject(
        request=request,
        revision=revision,
        draft=page,
        content=content,
        key=key_of(page),
        digest=digest,
        authors=frozenset(authors_of(page, revision, request)),
        after=document.last_approval if document else 0,
    )


def _withdrawal_of(document: Document | None, leads_to: str) -> str:
    if document is None or not document.is_public:
        raise Refused(_("没有已公开的内容可撤。"))
    leading.demand(document, leads_to)
    return withdrawal_digest(document.key, document.digest, leads_to)


def _moved(document: Document | None, request: ReviewRequest) -> Content:
    """Return what is public, as it would stand in the column asked for."""
    if document is None or not document.is_public:
        raise Refused(_("没有已公开的内容可调整栏目。"))
    if request.target is None:
        raise Refused(_("目标栏目已不存在，请撤回后重新申请。"))
    return replace(intact.content_of(document), column=key_of(request.target))


def _content_of(page: PublicPage) -> Content:
    try:
        return content_of(page)
    except Incomplete as error:
        raise Refused(str(error)) from error
