"""Which settled states somebody answered for: a row that was merely written into the table counts for nothing.

A state counts when approvals of this very change stand behind it; when it is the first of a thing with a row in the
registry, the baseline as it was found; or when it differs from one that counts by a site's port alone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, Q

from ..models import Approval, SettledState
from ..rules import MINIMUM_PERSONS
from ..settled import Change

FOUND_IN_PLACE = ("site", "organisation", "standard_column", "theme")
"""The kinds whose first state is what was found."""

Thing = tuple[str, str]


def newest_vouched(wanted: Q) -> list[SettledState]:
    """Return the newest state that counts of each thing among ``wanted``; a thing without one is left out."""
    spans = SettledState.objects.filter(wanted).order_by().values_list("kind", "key").annotate(Min("id"), Max("id"))
    first = {(kind, key): oldest for kind, key, oldest, _newest in spans}
    newest = [last for _kind, _key, _oldest, last in spans]
    found = []
    for start in range(0, len(newest), 500):
        states = list(SettledState.objects.filter(id__in=newest[start : start + 500]))
        good = vouched(states, first)
        found += [state if state.pk in good else _earlier(state, first) for state in states]
    return [state for state in found if state is not None]


def current_vouched(kind: str, key: str) -> dict[str, Any] | None:
    """Return the payload of the newest state of a thing that counts, None where none does."""
    states = SettledState.objects.filter(kind=kind, key=key)
    newest = list(states.order_by("-id")[:2])
    if not newest:
        return None
    first = newest[0].pk if len(newest) == 1 else states.aggregate(Min("id"))["id__min"]
    state = newest[0] if vouched(newest[:1], {(kind, key): first}) else _earlier(newest[0], {(kind, key): first})
    return dict(state.payload) if state is not None else None


def vouched(states: Iterable[SettledState], first: dict[Thing, int]) -> set[int]:
    """Return the ids of those ``states`` that count; ``first`` holds the id of the first state of each thing."""
    held = list(states)
    wanted = {number for state in held for number in state.approvals}
    given = Approval.objects.select_related("site").in_bulk(sorted(wanted)) if wanted else {}
    return {state.pk for state in held if _counts(state, given, first)}


def _ends_on_time(state: SettledState) -> bool:
    """Return whether ``state`` says that a notice is over whose approved end had come by then."""
    ended = state.payload.get("ended")
    before = SettledState.objects.filter(kind=state.kind, key=state.key, id__lt=state.pk, payload__record=ended)
    notice = before.order_by("-id").first() if ended else None
    return notice is not None and datetime.fromisoformat(notice.payload["ends_at"]) <= state.at


def _counts(state: SettledState, given: dict[int, Approval], first: dict[Thing, int]) -> bool:
    if state.approvals:
        behind = [given[number] for number in state.approvals if number in given]
        return len(behind) == len(state.approvals) and _name_it(state, behind)
    if state.kind == "banner":
        return _ends_on_time(state)
    if state.kind not in FOUND_IN_PLACE:
        return False
    return state.pk == first[state.kind, state.key] or _differs_by_port(state, first)


def _name_it(state: SettledState, behind: list[Approval]) -> bool:
    change = Change(state.kind, state.key, behind[0].site.key, state.payload)
    names = {(approval.subject, approval.digest) for approval in behind}
    enough = len({approval.person for approval in behind}) >= MINIMUM_PERSONS
    return enough and names == {(change.subject, change.digest())} and state.digest == change.digest()


def _differs_by_port(state: SettledState, first: dict[Thing, int]) -> bool:
    before = _earlier(state, first) if state.kind == "site" else None
    return before is not None and {**before.payload, "port": None} == {**state.payload, "port": None}


def _earlier(state: SettledState, first: dict[Thing, int]) -> SettledState | None:
    """Return the newest state of the same thing before ``state`` that counts."""
    for before in SettledState.objects.filter(kind=state.kind, key=state.key, pk__lt=state.pk).order_by("-pk"):
        if vouched([before], first):
            return before
    return None
