"""Ending a notice before its time: one person asks, another confirms (提前结束)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import approvals, audit, clock, secrecy, settled
from sites.store.admit import Refused
from sites.store.models import Approval

from .asked import asked_of, endings_of
from .confirming import locked, name_of, pass_stage
from .models import EmergencyRecord
from .rights import may_declare, right_to

NOTHING_NEW = "结束应急通知，不公开任何新内容"


@transaction.atomic
def ask_to_end(record: EmergencyRecord, user: Any, reason: str) -> EmergencyRecord:
    """Ask for the notice of ``record`` to end now; it stays until a second person agrees. Raises ``Refused``."""
    record = locked(record)
    endings = _demand_standing(record)
    if record.end_asked_by:
        raise Refused(_("已有人申请提前结束，请另一个人确认。"))
    if not may_declare(user, record.site):
        raise Refused(_("您在“%(site)s”不能申请结束应急通知。") % {"site": record.site.name})
    if not reason.strip():
        raise Refused(_("请写明提前结束的理由。"))
    for asked in asked_of(endings):
        approvals.approve(
            action=Approval.Action.EMERGENCY,
            stage=Approval.Stage.DECLARE,
            site=record.site,
            subject=asked.subject,
            digest=asked.digest,
            person=user.get_username(),
            person_name=name_of(user),
            authors=[user.get_username()],
            note=reason.strip(),
            after=asked.after,
        )
    record.end_reason, record.end_asked_by, record.end_asked_by_name = (
        reason.strip(),
        user.get_username(),
        name_of(user),
    )
    record.save(update_fields=["end_reason", "end_asked_by", "end_asked_by_name"])
    audit.record(
        user.get_username(), "ask to end emergency", record.uid, site=record.site.key, reason=record.end_reason
    )
    return record


@transaction.atomic
def confirm_end(record: EmergencyRecord, user: Any) -> EmergencyRecord:
    """Agree that the notice of ``record`` ends now. Raises ``NotApproved`` or ``Refused``."""
    record = locked(record)
    endings = _demand_standing(record)
    if not record.end_asked_by:
        raise Refused(_("还没有人申请提前结束。"))
    behalf = right_to(Approval.Stage.CONFIRM, record, user, [record.end_asked_by])
    answers = {question.code: secrecy.CLEAR for question in secrecy.questions()}
    form = secrecy.filled(answers, dict.fromkeys(answers, NOTHING_NEW), person=user.get_username())
    pass_stage(
        record, Approval.Stage.CONFIRM, asked_of(endings), user, behalf, form=form, authors=[record.end_asked_by]
    )
    for change in endings:
        settled.settle(
            change, person=user.get_username(), authors=[record.end_asked_by], action=Approval.Action.EMERGENCY
        )
    record.ended_at, record.ended_by_name = clock.now(), name_of(user)
    record.save(update_fields=["ended_at", "ended_by_name"])
    audit.record(user.get_username(), "end emergency", record.uid, site=record.site.key, on_behalf_of=behalf)
    return record


def refusal_to_end(record: EmergencyRecord) -> str:
    """Return why ``record`` cannot be ended early, empty when it can."""
    try:
        _demand_standing(record)
    except Refused as reason:
        return str(reason)
    return ""


def _demand_standing(record: EmergencyRecord) -> list[settled.Change]:
    if record.confirmed_at is None or record.is_over:
        raise Refused(_("这条应急通知现在没有公开。"))
    if not record.is_notice:
        raise Refused(_("要提前撤下稿件，请在稿件的编辑页“申请撤稿”。"))
    endings = endings_of(record)
    if not endings:
        raise Refused(_("这条应急通知已被新的通知替换。"))
    return endings
