"""What the review rules in force demand, spelled out case by case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from sites.registry.models import Site
from sites.store import rules
from sites.store.models import Approval

from . import labels

CONTENT = ("article", "policy", "service", "leader", "column", "home")
CASES = [
    *((Approval.Action.PUBLISH, kind) for kind in CONTENT),
    *((Approval.Action.MOVE, kind) for kind in CONTENT[:4]),
    *((Approval.Action.WITHDRAW, kind) for kind in CONTENT),
    (Approval.Action.IMPORT, "policy"),
    *((Approval.Action.CHANGE, kind) for kind in labels.KINDS if kind not in CONTENT and kind != "banner"),
]
"""Every action on every kind that occurs."""

Made = TypeVar("Made")


@dataclass(frozen=True)
class Demand:
    """What one case demands; ``before`` is what it demanded before a change."""

    action: str
    kind: str
    stages: str
    before: str = ""


def demanded(site: Site | None) -> list[Demand]:
    """Return what each case demands at ``site``, or at a site without rules of its own."""
    return [Demand(labels.action(action), labels.kind(kind), _stages(site, kind, action)) for action, kind in CASES]


def tried(site: Site | None, change: Callable[[], Made]) -> list[Demand]:
    """Return the cases at ``site`` that ``change`` would alter, and leave everything as it is.

    Raises what ``change`` raises.
    """
    before = demanded(site)
    with transaction.atomic():
        change()
        after = demanded(site)
        transaction.set_rollback(True)
    return [
        Demand(new.action, new.kind, new.stages, old.stages)
        for old, new in zip(before, after, strict=True)
        if old.stages != new.stages
    ]


def chain(stages: list[str]) -> str:
    """Return stages in the order in which they are passed: 初审 → 签发."""
    return " → ".join(str(stage.label) for stage in rules.CHOSEN if stage in stages)


def _stages(site: Site | None, kind: str, action: str) -> str:
    try:
        return chain(rules.required_stages(site, kind, action))  # type: ignore[arg-type]
    except rules.NoRule:
        return ""
