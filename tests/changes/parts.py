"""Changes with their approvals, for the tests of this room."""

from typing import Any

from sites.registry.models import Site
from sites.store import approvals, secrecy, settled
from sites.store.models import Approval, SettledState

ASKER = "asker"


def approve(change: settled.Change, people: tuple[str, str] = ("first-reviewer", "signer")) -> None:
    """Record the approvals of the default rule for ``change``."""
    held = settled.newest(change.kind, change.key)
    for stage, person in zip(("first", "sign"), people, strict=True):
        approvals.approve(
            action=Approval.Action.CHANGE,
            stage=stage,
            site=Site.objects.get(key=change.site),
            subject=change.subject,
            digest=change.digest(),
            person=person,
            person_name=person,
            authors=[ASKER],
            after=held.last_approval if held else 0,
            form=secrecy.all_clear(person) if stage == "sign" else None,
        )


def settle(change: settled.Change) -> SettledState:
    """Approve ``change`` and settle it."""
    approve(change)
    return settled.settle(change, person="signer", authors=[ASKER])


def changed(kind: str, key: str, site: str, /, **fields: Any) -> settled.Change:
    """Return the change of some ``fields`` of what is there now."""
    payload = settled.applier_of(kind).capture(key)  # type: ignore[attr-defined]
    return settled.Change(kind, key, site, {**payload, **fields})
