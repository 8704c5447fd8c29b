"""A plan as people read it: each document with its title, what happens to it, and what must be looked at first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.changes.kinds import KINDS
from cms.inbox.labels import kind as kind_label
from sites.store.models import AuditEntry, Document
from sites.store.rollback import Step
from sites.store.rollback_plan import EXPIRED, NO_EDITION, batches

CHANGED, BROUGHT_BACK, TAKEN_BACK = "changed", "brought back", "taken back"
WHY = {
    EXPIRED: "那一版已过了到期时间",
    NO_EDITION: "网站已没有这个语种",
    "not kept": "那一版内容没有留存",
}


@dataclass(frozen=True)
class Row:
    """One document of a plan: ``how`` it changes; ``withdrawn`` says why it was taken back, where it was."""

    step: Step
    how: str
    title: str
    kind: str
    path: str
    withdrawn: str = ""


def rows(steps: Sequence[Step]) -> list[Row]:
    """Return the documents of a plan, those that were taken back and would be public again first."""
    found: list[Row] = []
    for some in batches(steps, 500):
        held = {
            document.key: document
            for document in Document.objects.filter(key__in=[step.key for step in some]).defer("payload")
        }
        reasons = reasons_of([step.key for step in some if not step.now])
        for step in some:
            document = held.get(step.key)
            if document is not None:
                how = how_of(step)
                why = reasons.get(step.key, "") if how == BROUGHT_BACK else ""
                found.append(Row(step, how, document.title, kind_label(document.kind), document.path, why))
    order = {BROUGHT_BACK: 0, TAKEN_BACK: 1, CHANGED: 2}
    return sorted(found, key=lambda row: (order[row.how], row.path))


def how_of(step: Step) -> str:
    """Return what happens to a document: it changes, it is public again, or it is taken back."""
    if not step.then:
        return TAKEN_BACK
    return CHANGED if step.now else BROUGHT_BACK


def reasons_of(keys: Iterable[str]) -> dict[str, str]:
    """Return why each of these documents was taken back last."""
    taken = AuditEntry.objects.filter(subject__in=list(keys), act__in=("withdraw", "expire")).order_by("id")
    found = {}
    for subject, act, detail in taken.values_list("subject", "act", "detail"):
        found[subject] = _("到期") if act == "expire" else str(detail.get("reason") or "")
    return found


def left_in_words(left: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """Return the title of each document that stays as it is, and why."""
    why = {one[0]: one[1] for one in left}
    titles = dict(Document.objects.filter(key__in=list(why)[:500]).values_list("key", "title"))
    return [(title, WHY.get(why[key], why[key])) for key, title in titles.items()]


def settled_in_words(settled: Iterable[Sequence[str]]) -> list[tuple[str, str, str]]:
    """Return what was settled since and does not go back: its kind in words, its kind and its key."""
    words = {"banner": _("应急通知"), "guard": _("发布护栏")}
    return [(str(KINDS[kind].label if kind in KINDS else words.get(kind, kind)), kind, key) for kind, key in settled]
