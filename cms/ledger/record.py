"""Who approved a document, and what exactly they saw: everything the record holds of one subject (审签档案)."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from cms.review.differences import Difference, difference, difference_of_mappings
from sites.registry.models import Site
from sites.store import versions
from sites.store.content import Content
from sites.store.models import Approval, AuditEntry, Document, SettledState

from . import entries, pictures, words

ENDING = ("admit", "emergency", "move", "withdraw", "expire", "roll back document")
"""The acts that use approvals of a document up."""

LETTING_IN = ("admit", "emergency", "move", "roll back document")
"""Those of them that put a content before the public; a document that a rollback took back has no digest."""

MOST = 50
"""How many decisions the page shows; older ones stand in the ledger."""


@dataclass(frozen=True)
class Passed:
    """One approval as the page shows it."""

    approval: Approval
    stage: str
    action: str
    origin: str
    on_behalf_of: str
    picture: str
    entry: int

    form_person: str = ""

    @property
    def form(self) -> list[dict[str, Any]]:
        """The questions of the secrecy form with their answers."""
        return list(self.approval.form.get("questions") or [])

    @property
    def form_at(self) -> datetime | None:
        """When the form was filled in."""
        said = self.approval.form.get("at")
        return datetime.fromisoformat(said) if said else None


@dataclass
class Decision:
    """One published version, withdrawal or change, with the approvals behind it.

    ``entry`` is None while undecided. ``is_kept`` is False where the version or the one before it was not kept.
    """

    entry: entries.Line | None
    passed: list[Passed] = field(default_factory=list)
    difference: Difference | None = None
    digest: str = ""
    is_kept: bool = True

    @property
    def shown(self) -> str:
        """The digest of the rendering that the last approver saw, empty when none was kept."""
        return next((passed.approval.shown for passed in reversed(self.passed) if passed.approval.shown), "")

    @property
    def picture(self) -> str:
        """The digest of that rendering's picture, empty while there is none."""
        return next((passed.picture for passed in reversed(self.passed) if passed.approval.shown), "")


@dataclass(frozen=True)
class Record:
    """Everything about one subject, newest decision first; ``site`` is None for what belongs to the whole cluster."""

    subject: str
    title: str
    site: Site | None
    document: Document | None
    decisions: list[Decision]
    more: bool = False


def record_of(subject: str) -> Record | None:
    """Return the record of a document (by its key) or of a settled thing (``kind:key``); None for an unknown one."""
    document = Document.objects.select_related("site").filter(key=subject).first()
    approvals = Approval.objects.filter(subject=subject).select_related("site").order_by("id")
    newest = approvals.last()
    if document is None and newest is None and not words.is_settled(subject):
        return None
    ends = AuditEntry.objects.filter(subject=subject, act__in=_ending(subject)).order_by("-id")
    found = list(reversed(ends[: MOST + 1]))
    if document is None and newest is None and not found:
        return None
    site = document.site if document else newest.site if newest else _site_of(found)
    batches = {entry.detail.get("approved") for entry in found} - {None, ""}
    given = list(approvals) + list(Approval.objects.filter(digest__in=batches).exclude(subject=subject))
    decisions = _decided(found, sorted(given, key=lambda approval: approval.pk))
    _compare(subject, decisions)
    more = len(found) > MOST
    title = document.title if document else _title(subject)
    return Record(subject, title, site, document, (decisions[1:] if more else decisions)[::-1], more)


def _site_of(found: list[AuditEntry]) -> Site | None:
    return Site.objects.filter(key__in={entry.site for entry in found} - {""}).first()


def _title(subject: str) -> str:
    kind, _, key = subject.partition(":")
    if kind == "site":
        key = entries.site_names([key]).get(key, key)
    return f"{words.KINDS.get(kind, kind)} {key}".strip()


def _ending(subject: str) -> tuple[str, ...]:
    kind, colon, _key = subject.partition(":")
    return (f"settle {kind}", "settle baseline") if colon else ENDING


def _decided(found: list[AuditEntry], given: list[Approval]) -> list[Decision]:
    """Give each decision the approvals for its digest that were given before it and that no earlier one used up."""
    lines = {line.entry.pk: line for line in entries.lines_of(found)}
    passed = {passed.approval.pk: passed for passed in _passed(given)}
    decisions = []
    for end in found:
        named = {end.digest, end.detail.get("approved") or end.digest}
        used = [approval for approval in given if approval.digest in named and approval.at <= end.at]
        is_batch = end.detail.get("approved") not in (None, "", end.digest)
        decision = Decision(lines[end.pk], [passed[approval.pk] for approval in used], digest=end.digest)
        decisions.append(decision)
        if not is_batch:
            given = [approval for approval in given if approval not in used]
    waiting = [approval for approval in given if not found or approval.at >= found[-1].at]
    waiting = [approval for approval in waiting if approval.action != Approval.Action.IMPORT]
    if waiting:
        decisions.append(Decision(None, [passed[approval.pk] for approval in waiting]))
    return decisions


def _passed(given: list[Approval]) -> list[Passed]:
    noted = _noted(given)
    drawn = pictures.pictures_of(approval.shown for approval in given)
    fillers = [str(approval.form.get("person", "")) for approval in given]
    names = entries.names_of([*fillers, *(approval.on_behalf_of for approval in given)])
    found = []
    for approval, filler in zip(given, fillers, strict=True):
        told = noted.get((approval.person, approval.digest, f"approve {approval.action}"), [])
        entry = next((entry for entry in told if entry.at == approval.at), told[0] if told else None)
        found.append(
            Passed(
                approval=approval,
                stage=words.role_word(approval.stage),
                action=str(approval.get_action_display()),
                origin=entry.origin if entry else "",
                on_behalf_of=names.get(approval.on_behalf_of, approval.on_behalf_of),
                picture=drawn.get(approval.shown, ""),
                entry=entry.pk if entry else 0,
                form_person=names.get(filler, filler),
            )
        )
    return found


def _noted(given: list[Approval]) -> dict[tuple[str, str, str], list[AuditEntry]]:
    """Return the ledger's entries of approvals, by person, digest and act, newest first."""
    noted: dict[tuple[str, str, str], list[AuditEntry]] = {}
    subjects = {approval.subject for approval in given}
    acts = {f"approve {approval.action}" for approval in given}
    for entry in AuditEntry.objects.filter(subject__in=subjects, act__in=acts).order_by("-id"):
        noted.setdefault((entry.person, entry.digest, entry.act), []).append(entry)
    return noted


def _compare(subject: str, decisions: list[Decision]) -> None:
    """Say of each decision that put something before the public what it changed."""
    if ":" in subject:
        _compare_settled(subject, decisions)
        return
    before: Content | None = None
    is_known = True
    for decision in decisions:
        line = decision.entry
        if line is None or line.entry.act not in LETTING_IN or not decision.digest:
            continue
        try:
            after = versions.read(decision.digest)
        except LookupError:
            decision.is_kept = is_known = False
            continue
        title = f"《{after.payload.get('title', '')}》"
        decision.entry = replace(line, sentence=words.sentence(line.entry.act, title, line.entry.detail))
        decision.is_kept = is_known
        decision.difference = difference(before, after) if is_known else None
        before, is_known = after, True


def _compare_settled(subject: str, decisions: list[Decision]) -> None:
    kind, _, key = subject.partition(":")
    before: dict[str, Any] | None = None
    states = {state.digest: state for state in SettledState.objects.filter(kind=kind, key=key).order_by("id")}
    for decision in decisions:
        state = states.get(decision.digest)
        if decision.entry is None or state is None:
            continue
        decision.difference = difference_of_mappings(before, state.payload)
        before = state.payload
