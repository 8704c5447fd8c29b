"""What is public beside documents: a site's identity, shared vocabulary, redirects, the theme, notices (已定事项).

Like documents they have one way in, ``settle``, which demands approvals for exactly what it is asked to apply.
"""

import hashlib
from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

from . import approvals, audit, clock, outbox
from .admit import Refused
from .content import canonical_json
from .models import Approval, SettledState

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = ("site", "organisation", "standard_column", "redirect", "theme", "banner", "guard")
_settling: ContextVar[bool] = ContextVar("settling", default=False)


class Applier(Protocol):
    """What ``sites/store/settling/KIND.py`` offers."""

    def validate(self, change: "Change") -> None:
        """Raise ``Refused`` with a sentence when the payload cannot be applied."""

    def apply(self, change: "Change") -> dict[Site, set[str]]:
        """Write what the payload says; return the keys touched, by site."""


@dataclass(frozen=True)
class Change:
    """A new state asked for (变更事项): ``payload`` in full, not a difference.

    ``site`` is the key of the site whose reviewers decide; ``key`` names the thing among its ``kind``.
    """

    kind: str
    key: str
    site: str
    payload: dict[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """What approvals name beside the digest."""
        return f"{self.kind}:{self.key}"

    def digest(self) -> str:
        """Return the SHA-256 of the change, in hexadecimal."""
        said = {"change": self.kind, "key": self.key, "site": self.site, "payload": self.payload}
        return hashlib.sha256(canonical_json(said)).hexdigest()


def newest(kind: str, key: str) -> SettledState | None:
    """Return the row that counts, None for what was never settled."""
    return SettledState.objects.filter(kind=kind, key=key).order_by("-id").first()


def current(kind: str, key: str) -> dict[str, Any] | None:
    """Return the approved state, None for what was never settled."""
    state = newest(kind, key)
    return dict(state.payload) if state is not None else None


def history(kind: str, key: str) -> list[SettledState]:
    """Return every state the thing ever had, newest first."""
    return list(SettledState.objects.filter(kind=kind, key=key).order_by("-id"))


@transaction.atomic
def settle(
    change: Change, *, person: str, authors: Iterable[str], action: str = Approval.Action.CHANGE
) -> SettledState:
    """Apply ``change``, if exactly this change has its approvals.

    ``person`` is the user name of whoever passed the last stage, ``authors`` of everyone who asked for it. Returns the
    new state. Raises ``approvals.NotApproved`` or ``Refused``; then nothing has changed.
    """
    if action not in (Approval.Action.CHANGE, Approval.Action.EMERGENCY):
        raise Refused(_("不认识的事项：%(action)s。") % {"action": action})
    applier = applier_of(change.kind)
    site = Site.objects.filter(key=change.site).first()
    if site is None:
        raise Refused(_("没有这个站点：%(site)s。") % {"site": change.site})
    applier.validate(change)
    held = newest(change.kind, change.key)
    given = approvals.demand(
        action=action,
        site=site,
        kind=change.kind,
        subject=change.subject,
        digest=change.digest(),
        authors=authors,
        after=held.last_approval if held else 0,
    )
    with settling():
        touched = applier.apply(change)
    state = _append(change, person, sorted(approval.id for approval in given))
    for concerned, keys in touched.items():
        cause = "emergency" if action == Approval.Action.EMERGENCY else "settle"
        outbox.announce(concerned, cause, keys, digest=change.digest())
    audit.record(person, f"settle {change.kind}", change.subject, change.digest(), site=change.site)
    return state


@transaction.atomic
def baseline(kind: str, key: str, payload: dict[str, Any], *, site: str = "", person: str = "system") -> SettledState:
    """Record the state that was found when a thing was first put to use; a thing settled before is left alone."""
    held = newest(kind, key)
    if held is not None:
        return held
    change = Change(kind, key, site, payload)
    state = _append(change, person, [])
    audit.record(person, "settle baseline", change.subject, change.digest(), site=site)
    return state


def applier_of(kind: str) -> Applier:
    """Return the module that applies changes of ``kind``. Raises ``Refused`` for an unknown one."""
    if kind not in KINDS:
        raise Refused(_("不认识的事项：%(action)s。") % {"action": kind})
    return cast("Applier", import_module(f"sites.store.settling.{kind}"))


@contextmanager
def settling() -> "Iterator[None]":
    """Mark that approved changes are being written; the registry's rows refuse writes outside of it."""
    token = _settling.set(True)
    try:
        yield
    finally:
        _settling.reset(token)


def is_settling() -> bool:
    """Return whether an approved change is being written now."""
    return _settling.get()


def _append(change: Change, person: str, given: list[int]) -> SettledState:
    state = SettledState(
        kind=change.kind,
        key=change.key,
        payload=change.payload,
        digest=change.digest(),
        approvals=given,
        last_approval=max(given, default=0),
        person=person,
        at=clock.now(),
    )
    state.save()
    return state
