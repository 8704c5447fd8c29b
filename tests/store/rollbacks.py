"""Rollbacks with their approvals, for tests."""

from sites.registry.models import Site
from sites.store import approvals, rollback, secrecy
from sites.store.models import Approval, OutboxEntry

ASKER = "asker"


def since(site: Site, entry: int) -> list[int]:
    """Return the ids of the outbox entries of ``site`` after ``entry``."""
    return list(OutboxEntry.objects.filter(site=site, id__gt=entry).values_list("id", flat=True))


def newest() -> int:
    """Return the id of the newest outbox entry."""
    return OutboxEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def plan_back(site: Site, entry: int) -> rollback.Plan:
    """Return the plan to go back to how ``site`` stood at ``entry``."""
    return rollback.plan(site, "0" * 40, since(site, entry))


def approve(made: rollback.Plan, *people: str) -> None:
    """Record the approvals of the default rule for ``made``, by ``people`` (two by default)."""
    for stage, person in zip(("first", "sign"), people or ("first-reviewer", "signer"), strict=False):
        approvals.approve(
            action=Approval.Action.ROLLBACK,
            stage=stage,
            site=Site.objects.get(key=made.site),
            subject=made.subject,
            digest=made.digest(),
            person=person,
            person_name=person,
            authors=[ASKER],
            after=rollback.last_approval(made),
            form=secrecy.all_clear(person) if stage == "sign" else None,
        )


def go_back(site: Site, entry: int) -> rollback.Done:
    """Plan, approve and carry out the way back to ``entry``."""
    made = plan_back(site, entry)
    rollback.keep(made)
    approve(made)
    return rollback.roll_back(made, person="signer", authors=[ASKER], reason="测试")
