"""That every approval still says what it said when it was given (审签凭证): the trail holds the digest of each."""

from . import approvals
from .audit import BrokenChain
from .models import Approval, AuditEntry

CHUNK = 1000


def demand() -> int:
    """Return how many approvals agree with the trail, all of them.

    Approvals from before their digests were noted are not among them. Raises ``BrokenChain`` naming the first that was
    altered or removed. The trail itself is verified apart.
    """
    agreeing, last = 0, 0
    noted = AuditEntry.objects.filter(act__startswith="approve ", detail__has_key="evidence").order_by("id")
    while found := list(noted.filter(id__gt=last).values_list("id", "detail")[:CHUNK]):
        held = Approval.objects.select_related("site").in_bulk([detail["approval"] for _id, detail in found])
        for entry, detail in found:
            approval = held.get(detail["approval"])
            if approval is None:
                raise BrokenChain(f"操作记录第 {entry} 条所记的审签（{detail['approval']} 号）已被删除。")
            if approvals.evidence_of(approval) != detail["evidence"]:
                raise BrokenChain(f"操作记录第 {entry} 条所记的审签（{detail['approval']} 号）已被改动。")
            agreeing += 1
        last = found[-1][0]
    return agreeing
