"""Remarks on single parts of a draft (批注)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.content import Incomplete, content_of
from cms.pages.models.base import PublicPage
from sites.store import clock
from sites.store.approvals import NotApproved
from sites.store.content import Content

from .comparison.parts import Part
from .comparison.taking_apart import parts_of
from .models import Remark, ReviewRequest, StageTaskState


@dataclass(frozen=True)
class ShownRemark:
    """A remark, and whether the part that it is about has changed since (已改)."""

    remark: Remark
    is_changed: bool


def anchored(parts: Iterable[Part]) -> dict[str, Part]:
    """Return the parts by names that are unique: a part that repeats an earlier one gets a number."""
    found: dict[str, Part] = {}
    for part in parts:
        name, number = part.anchor, 2
        while name in found:
            name, number = f"{part.anchor}-{number}", number + 1
        found[name] = part
    return found


def make_remarks(state: StageTaskState, content: Content | None, remarks: Mapping[str, str], user: Any) -> list[Remark]:
    """Keep ``remarks`` on the parts of ``content``, by their anchors; return them.

    Raises ``NotApproved`` for a part that the draft no longer has: whoever wrote the remark saw another draft.
    """
    if not remarks:
        return []
    parts = anchored(parts_of(content)) if content is not None else {}
    if set(remarks) - set(parts):
        raise NotApproved(_("批注所在的段落已有改动，请重新查看后再办理。"))
    return Remark.objects.bulk_create(
        Remark(
            request=state.workflow_state.review_request,
            task_state=state,
            anchor=anchor,
            label=part.label,
            quote=part.text,
            text=remarks[anchor],
            person=user.get_username(),
            person_name=user.get_full_name() or user.get_username(),
            at=clock.now(),
        )
        for anchor, part in parts.items()
        if anchor in remarks
    )


def remarks_on(request: ReviewRequest, content: Content | None) -> list[ShownRemark]:
    """Return every remark made on this submission, newest round first; ``content`` is the draft as it is now."""
    remarks = list(request.remarks.order_by("-task_state_id", "id"))
    if not remarks:
        return []
    current = set(anchored(parts_of(content, {}))) if content is not None else set()
    return [ShownRemark(remark, remark.anchor not in current) for remark in remarks]


def remarks_for_editor(page: PublicPage, request: ReviewRequest) -> list[ShownRemark]:
    """Return the remarks on this submission, against the newest draft of ``page``."""
    if not request.remarks.exists():
        return []
    try:
        return remarks_on(request, content_of(page.get_latest_revision_as_object()))
    except Incomplete:
        return remarks_on(request, None)
