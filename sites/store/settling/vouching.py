"""Which settled states somebody answered for: a row that was merely written into the table counts for nothing.

A state counts when approvals of this very change stand behind it; when it is the first of a thing with a row in the
registry, the baseline as it was found; or when it differs from one that counts by a site's port alone.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ..bulk import places
from ..models import Approval, SettledState
from ..rules import MINIMUM_PERSONS
from ..settled import Change

FOUND_IN_PLACE = ("site", "organisation", "standard_column", "theme")
"""The kinds whose first state is what was found."""

Thing = tuple[str, str]
"""The kind and the key of what is settled."""

TOGETHER = 400
"""How many things one statement names."""
_NEWEST = """
SELECT state.*, span.oldest FROM store_settledstate AS state
JOIN (
    SELECT MIN(id) AS oldest, MAX(id) AS newest FROM store_settledstate WHERE {things} GROUP BY kind, key
) AS span ON state.id = span.newest
ORDER BY state.id
"""


def newest_vouched(things: Iterable[Thing]) -> list[SettledState]:
    """Return the newest state that counts of each of ``things``; a thing without one is left out."""
    wanted, found = sorted(set(things)), []
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        by_kind = {kind: [key for other, key in some if other == kind] for kind, _key in some}
        asked = " OR ".join(f"(kind = %s AND key IN ({places(keys)}))" for keys in by_kind.values())
        values = [value for kind, keys in by_kind.items() for value in (kind, *keys)]
        states = list(SettledState.objects.raw(_NEWEST.format(things=asked), values))
        first = {(state.kind, state.key): vars(state)["oldest"] for state in states}
        good = vouched(states, first)
        found += [state if state.pk in good else _earlier(state, first) for state in states]
    return [state for state in found if state is not None]


def current_vouched(kind: str, key: str) -> dict[str, Any] | None:
    """Return the payload of the newest state of a thing that counts, None where none does."""
    return next((dict(state.payload) for state in newest_vouched([(kind, key)])), None)


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
