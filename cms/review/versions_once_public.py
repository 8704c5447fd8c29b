"""The versions of a page that were public once, as the ledger has them (历次公开版本)."""

from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import Revision, TaskState

from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from sites.store import versions
from sites.store.content import Content
from sites.store.models import Approval, AuditEntry

from .models import StageTaskState

ADMITTING = ("admit", "emergency", "roll back document")
MOST = 50
"""How many versions are listed; older ones stand in the ledger."""


@dataclass(frozen=True)
class OldVersion:
    """One version: when it became public last, who passed it, which draft it was made from if one is held."""

    digest: str
    at: datetime
    people: list[str] = field(default_factory=list)
    revision: Revision | None = None
    title: str = ""
    is_public: bool = False

    def content(self) -> Content | None:
        """Return the version's content, None when none was kept."""
        try:
            return versions.read(self.digest)
        except LookupError:
            return None


def versions_of(page: PublicPage, public_digest: str = "") -> list[OldVersion]:
    """Return the versions of ``page`` that were public once, newest first; ``public_digest`` is the present one."""
    key = key_of(page)
    entries = AuditEntry.objects.filter(subject=key, act__in=ADMITTING).exclude(digest="").order_by("-id")
    times: dict[str, datetime] = {}
    for digest, at in entries.values_list("digest", "at")[: MOST * 2]:
        if len(times) < MOST:
            times.setdefault(digest, at)
    people: dict[str, list[str]] = {}
    for digest, name in Approval.objects.filter(subject=key, digest__in=times).values_list("digest", "person_name"):
        if name not in people.setdefault(digest, []):
            people[digest].append(name)
    revisions = _revisions_of(page, set(times))
    return [
        OldVersion(
            digest,
            at,
            people.get(digest, []),
            revisions.get(digest),
            revisions[digest].content.get("title", "") if digest in revisions else page.title,
            digest == public_digest,
        )
        for digest, at in times.items()
    ]


def version_of(page: PublicPage, digest: str, public_digest: str = "") -> OldVersion | None:
    """Return the version of ``page`` with this ``digest`` if it was public once."""
    return next((one for one in versions_of(page, public_digest) if one.digest == digest), None)


def _revisions_of(page: PublicPage, digests: set[str]) -> dict[str, Revision]:
    """Return the drafts that were passed as these versions, by digest."""
    passed = StageTaskState.objects.filter(
        digest__in=digests, status=TaskState.STATUS_APPROVED, workflow_state__object_id=str(page.pk)
    )
    wanted = passed.filter(workflow_state__review_request__action=Approval.Action.PUBLISH)
    return {state.digest: state.revision for state in wanted.select_related("revision").order_by("pk")}
