"""Back to an earlier release: many documents get the content they had, in one act with one decision (回退版本).

It goes through the wall like everything else: the approvals name the plan's digest, the store changes, and the public
files follow from the store. No repository is turned back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

from . import affected, approvals, audit, blobs, bulk, clock, counters, lifetime, outbox
from .content import LISTED_KINDS, Content, media_of
from .lifetime import Refused
from .models import Approval, Document, DocumentMedia, ScheduledAdmission
from .rollback_plan import BATCH, Plan, Step, batches, keep, kept, plan, read, subject_of
from .rules import CHOSEN

__all__ = [
    "Done",
    "Plan",
    "Step",
    "demanded_stages",
    "keep",
    "kept",
    "last_approval",
    "plan",
    "roll_back",
    "subject_of",
]

WRITTEN = (
    *("title", "payload", "digest", "column", "slot", "expires_at"),
    *("approved_digest", "last_approval", "state", "admitted_at", "withdrawn_at", "leads_to"),
)
"""What a document gets that is public again or otherwise than before."""


@dataclass
class Done:
    """What a rollback did: how many documents it gave another content and took back, its first and last entry."""

    restored: int = 0
    taken_back: int = 0
    first: int = 0
    last: int = 0

    def note(self, entries: list[int]) -> None:
        """Count the outbox entries ``entries`` in."""
        self.first = min([number for number in (self.first, *entries) if number], default=0)
        self.last = max([self.last, *entries])


@dataclass
class _Batch:
    """Some documents of a plan on their way: what is announced and recorded of them."""

    announced: list[tuple[set[str], str, str]] = field(default_factory=list)
    recorded: list[audit.Line] = field(default_factory=list)


@transaction.atomic
def roll_back(made: Plan, *, person: str, authors: Iterable[str], reason: str) -> Done:
    """Let the documents of ``made`` be as they were at its release, if exactly this plan has its approvals.

    ``person`` passed the last stage, ``authors`` asked for it. A document that was not public then is taken back (its
    address answers 410); addresses, numbers and counters stay. Raises ``approvals.NotApproved`` or ``Refused``, also
    when a document is no longer as the plan found it; then nothing has changed.
    """
    site = Site.objects.filter(key=made.site).first()
    if site is None:
        raise Refused(_("没有这个站点：%(site)s。") % {"site": made.site})
    if not made.documents:
        raise Refused(_("与那次发布相比没有要回退的内容。"))
    held = _locked(site, made)
    given = _demand_approvals(made, site, held, list(authors))
    digest, used = keep(made), max(approval.id for approval in given)
    done = Done()
    for steps in batches(made.documents, BATCH):
        batch = _Batch()
        documents = [held[step.key] for step in steps]
        for document in documents:
            document.approved_digest, document.last_approval = digest, used
        _restore([step for step in steps if step.then], held, batch)
        _take_back([step for step in steps if not step.then], held, batch)
        ScheduledAdmission.objects.filter(key__in=[step.key for step in steps]).delete()
        done.note(outbox.announce_all(site, "rollback", batch.announced))
        audit.record_all(person, "roll back document", batch.recorded, site=site.key, approved=digest)
    _demand_columns(site)
    done.restored, done.taken_back = len(made.restored), len(made.taken_back)
    said = {"reason": reason, "release": made.release, "restored": done.restored, "taken_back": done.taken_back}
    audit.record_all(person, "roll back", [audit.Line(made.subject, digest, said)], site=site.key)
    return done


def demanded_stages(made: Plan, site: Site) -> list[str]:
    """Return the stages that ``made`` must pass: all that the rules ask for any kind of document in it.

    Raises ``approvals.NotApproved`` when no rule covers one.
    """
    stages: set[str] = set()
    for kind in _kinds(Document.objects.filter(site=site), made):
        stages.update(approvals.required_stages(site, kind, Approval.Action.ROLLBACK))
    return [str(stage) for stage in CHOSEN if stage in stages]


def last_approval(made: Plan) -> int:
    """Return the newest approval that a decision on one of the plan's documents used up: older ones do not count."""
    newest = 0
    for steps in batches(made.documents, BATCH):
        rows = Document.objects.filter(key__in=[step.key for step in steps])
        newest = max([newest, *rows.values_list("last_approval", flat=True)])
    return newest


def is_stale(made: Plan) -> bool:
    """Return whether a document of ``made`` is no longer as the plan found it."""
    for steps in batches(made.documents, BATCH):
        rows = Document.objects.filter(key__in=[step.key for step in steps], state=Document.State.PUBLIC)
        now = dict(rows.values_list("key", "digest"))
        if any(now.get(step.key, "") != step.now for step in steps):
            return True
    return False


def _locked(site: Site, made: Plan) -> dict[str, Document]:
    """Return the plan's documents, held against other changes. Raises ``Refused`` when one changed meanwhile."""
    held: dict[str, Document] = {}
    for steps in batches(made.documents, BATCH):
        rows = Document.objects.select_for_update().filter(site=site, key__in=[step.key for step in steps])
        for document in rows.defer("payload").order_by("key"):
            document.site = site
            held[document.key] = document
    for step in made.documents:
        found = held.get(step.key)
        if found is None or (found.digest if found.is_public else "") != step.now:
            title = found.title if found else step.key
            raise Refused(_("《%(title)s》在提出回退之后又有变化，请退回，重新提出。") % {"title": title})
    return held


def _demand_approvals(made: Plan, site: Site, held: dict[str, Document], authors: list[str]) -> list[Approval]:
    after = max(document.last_approval for document in held.values())
    given: list[Approval] = []
    for kind in sorted({document.kind for document in held.values()}):
        given += approvals.demand(
            action=Approval.Action.ROLLBACK,
            site=site,
            kind=kind,
            subject=made.subject,
            digest=made.digest(),
            authors=authors,
            after=after,
        )
    return given


def _restore(steps: list[Step], held: dict[str, Document], batch: _Batch) -> None:
    contents = dict(read([step.then for step in steps]))
    documents = [held[step.key] for step in steps]
    left = {document.key: affected.keys_of(document) for document in documents}
    for step, document in zip(steps, documents, strict=True):
        _fill(document, contents.get(step.then), step.then)
    new_slots = _give_slots(documents)
    _demand_media(documents)
    bulk.update(documents, WRITTEN)
    _record_media(documents)
    for document in documents:
        touched = affected.keys_of(document, is_new_slot=document.key in new_slots)
        batch.announced.append((touched | left.get(document.key, set()), document.key, document.digest))
        batch.recorded.append(audit.Line(document.key, document.digest, {"path": document.path}))


def _take_back(steps: list[Step], held: dict[str, Document], batch: _Batch) -> None:
    documents = [held[step.key] for step in steps]
    for document in documents:
        document.state, document.withdrawn_at = Document.State.WITHDRAWN, clock.now()
        document.expires_at, document.leads_to = None, ""
        batch.announced.append((affected.keys_of(document), document.key, ""))
        batch.recorded.append(audit.Line(document.key, "", {"path": document.path}))
    fields = ("state", "withdrawn_at", "expires_at", "leads_to", "approved_digest", "last_approval")
    bulk.update(documents, fields)


def _fill(document: Document, content: Content | None, digest: str) -> None:
    """Let ``document`` say ``content``, which was read by its ``digest``.

    Raises ``Refused`` when that is lost, another's, or at its end.
    """
    if content is None:
        raise Refused(_("《%(title)s》那时的内容没有留存，不能回退。") % {"title": document.title})
    own = (document.key, document.site.key, document.language, document.kind, document.translation_group)
    if own != (content.key, content.site, content.language, content.kind, content.translation_group):
        raise Refused(_("《%(title)s》那时的内容不属于这篇文档，不能回退。") % {"title": document.title})
    lifetime.demand(content, clock.now())
    if document.column != content.column and content.kind in LISTED_KINDS:
        document.slot = 0
    document.title, document.payload = str(content.payload["title"]), content.payload
    document.digest, document.column = digest, content.column
    document.expires_at = lifetime.expire_at(content)
    document.state, document.admitted_at = Document.State.PUBLIC, clock.now()
    document.withdrawn_at, document.leads_to = None, ""


def _give_slots(documents: list[Document]) -> set[str]:
    """Give a place in their column's list to those that have none; return their keys."""
    without: dict[str, list[Document]] = {}
    for document in documents:
        if not document.slot and document.kind in LISTED_KINDS:
            without.setdefault(document.column, []).append(document)
    for column, found in without.items():
        last = counters.take(counters.column_slots(column), len(found))
        for slot, document in enumerate(sorted(found, key=lambda one: (one.published_at, one.number)), 1):
            document.slot = last - len(found) + slot
    return {document.key for found in without.values() for document in found}


def _demand_media(documents: list[Document]) -> None:
    """Refuse what shows bytes that are lost; those that public documents show now were checked when they came in."""
    wanted: dict[tuple[str, str], str] = {}
    for document in documents:
        for digest, extension in media_of(document.payload):
            wanted.setdefault((digest, extension), document.title)
    shown = DocumentMedia.objects.filter(document__state=Document.State.PUBLIC)
    held: set[Any] = set()
    for pieces in batches(sorted(wanted), BATCH):
        rows = shown.filter(digest__in=[digest for digest, _extension in pieces])
        held.update(rows.values_list("digest", "extension"))
    for digest, extension in wanted.keys() - held:
        try:
            blobs.read(digest, extension)
        except blobs.BlobMissing as missing:
            said = {"title": wanted[digest, extension], "detail": missing}
            raise Refused(_("《%(title)s》的图片或附件原文件缺失或已被改动：%(detail)s") % said) from missing


def _record_media(documents: list[Document]) -> None:
    DocumentMedia.objects.filter(document__in=documents).delete()
    rows = []
    for document in documents:
        for digest, extension in dict(media_of(document.payload)).items():
            rows.append(DocumentMedia(document=document, digest=digest, extension=extension))
    DocumentMedia.objects.bulk_create(rows, batch_size=BATCH)


def _demand_columns(site: Site) -> None:
    """Refuse what would leave a public document in a column that is not public."""
    public = Document.objects.filter(site=site, state=Document.State.PUBLIC)
    columns = public.filter(kind="column").values("key")
    lost = public.exclude(column="").exclude(column__in=columns).values_list("title", flat=True).first()
    if lost is not None:
        raise Refused(_("回退后《%(title)s》所在的栏目将不再公开，请先移走或撤下它。") % {"title": lost})


def _kinds(documents: Any, made: Plan) -> list[str]:
    kinds: set[str] = set()
    for steps in batches(made.documents, BATCH):
        rows = documents.filter(key__in=[step.key for step in steps])
        kinds.update(rows.order_by().values_list("kind", flat=True).distinct())
    return sorted(kinds)
