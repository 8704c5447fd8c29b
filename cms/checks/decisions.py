"""A reviewer's decisions on findings: recorded once each review, by whom, in the audit trail too."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sites.store import audit, clock
from sites.store.approvals import NotApproved

from .finding import Finding
from .models import FindingDecision

ACCEPT = "finding-"
NOTE = "finding-note-"


def decisions_on(reference: str) -> dict[str, FindingDecision]:
    """Return what has been decided in the review ``reference``, by fingerprint."""
    return {one.fingerprint: one for one in FindingDecision.objects.filter(reference=reference)}


def undecided(reference: str, findings: Iterable[Finding]) -> list[Finding]:
    """Return those of ``findings`` that nobody has decided on in this review; serious ones always are."""
    decided = decisions_on(reference)
    return [one for one in findings if one.is_serious or one.fingerprint not in decided]


@transaction.atomic
def decide(reference: str, finding: Finding, user: Any, note: str = "", *, site: str = "") -> FindingDecision:
    """Record that ``user`` let ``finding`` stand in the review ``reference``; return the record.

    The record holds no excerpt: it is kept for ever, and a number in it would be. Raises ``NotApproved`` for a
    serious finding, which nobody may let stand.
    """
    if finding.is_serious:
        raise NotApproved(_("“%(title)s”属严重问题，不能放行，请退回修改。") % {"title": finding.title})
    decision, is_new = FindingDecision.objects.get_or_create(
        reference=reference,
        fingerprint=finding.fingerprint,
        defaults={
            "code": finding.code,
            "title": finding.title,
            "where": finding.where[:300],
            "person": user.get_username(),
            "person_name": user.get_full_name() or user.get_username(),
            "note": note.strip(),
            "at": clock.now(),
        },
    )
    if is_new:
        audit.record(
            user.get_username(),
            "accept finding",
            reference,
            site=site,
            code=finding.code,
            where=finding.where,
            fingerprint=finding.fingerprint,
            note=note.strip(),
        )
    return decision


@transaction.atomic
def demand_decided(
    reference: str, findings: Iterable[Finding], user: Any, posted: Mapping[str, Any], *, site: str = ""
) -> None:
    """Record the decisions that ``user`` posted; raise ``NotApproved`` unless every finding is decided then.

    ``posted`` has ``finding-FINGERPRINT`` for each finding let stand, and may have ``finding-note-FINGERPRINT``.
    """
    findings = list(findings)
    for one in undecided(reference, findings):
        if not one.is_serious and posted.get(ACCEPT + one.fingerprint):
            decide(reference, one, user, str(posted.get(NOTE + one.fingerprint, "")), site=site)
    left = undecided(reference, findings)
    serious = [one for one in left if one.is_serious]
    if serious:
        raise NotApproved(_("内容检查有严重问题，不能通过，请退回修改：%(list)s。") % {"list": _listed(serious)})
    if left:
        raise NotApproved(_("请先逐条处理内容检查的发现：%(list)s。") % {"list": _listed(left)})


def _listed(findings: list[Finding]) -> str:
    listed = "；".join(f"{one.where}（{one.title}）" for one in findings[:5])
    return listed + (_(" 等 %(count)d 处") % {"count": len(findings)} if len(findings) > 5 else "")
