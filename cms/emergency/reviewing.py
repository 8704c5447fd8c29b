"""The third person: the review afterwards (事后审查)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.inbox import items
from sites.store import audit, clock
from sites.store.admit import Refused
from sites.store.models import Approval

from .asked import Asked, asked_by
from .confirming import locked, name_of, pass_stage
from .models import EmergencyRecord
from .rights import people_of, right_to
from .waiting import SOURCE


@transaction.atomic
def review(record: EmergencyRecord, user: Any, *, result: str, note: str) -> EmergencyRecord:
    """Note what the review of ``record`` found: ``result`` and, in words, why and what is to be done.

    Only then does it leave the list. Raises ``NotApproved`` for anybody who took part, ``Refused`` without words.
    """
    record = locked(record)
    if not record.waits_for_review:
        raise Refused(_("这次应急发布没有公开过，或已审查。"))
    if result not in EmergencyRecord.Result.values:
        raise Refused(_("请选择“妥当”或“不妥”。"))
    if not note.strip():
        raise Refused(_("请写明审查意见；不妥的，写明如何处理。"))
    behalf = right_to(Approval.Stage.AFTERWARDS, record, user, people_of(record))
    said = f"{EmergencyRecord.Result(result).label}：{note.strip()}"
    asked = [Asked(one.subject, one.digest, 0) for one in asked_by(record)]
    pass_stage(record, Approval.Stage.AFTERWARDS, asked, user, behalf, note=said)
    record.result, record.result_note = result, note.strip()
    record.reviewed_by, record.reviewed_by_name, record.reviewed_at = user.get_username(), name_of(user), clock.now()
    record.save(update_fields=["result", "result_note", "reviewed_by", "reviewed_by_name", "reviewed_at"])
    items.close_items(SOURCE, record.uid)
    audit.record(
        user.get_username(),
        "review emergency",
        record.uid,
        record.digest,
        site=record.site.key,
        result=result,
        note=record.result_note,
        on_behalf_of=behalf,
    )
    return record
