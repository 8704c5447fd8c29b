"""Every state that a settled thing ever had, as people read it."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

from sites.store import settled
from sites.store.models import Approval, SettledState

from .comparing import Row, changed_rows


@dataclass(frozen=True)
class Entry:
    """One state: what it changed, who let it in. ``is_current`` marks the one that is public."""

    state: SettledState
    rows: list[Row]
    approvals: list[Approval]
    person: str
    is_current: bool
    is_first: bool

    @property
    def is_removal(self) -> bool:
        """Whether the thing was removed."""
        return not self.state.payload

    @property
    def may_return(self) -> bool:
        """Whether it is an earlier state that can be asked for again."""
        return not self.is_current and bool(self.state.payload)


def history_of(kind: str, key: str) -> list[Entry]:
    """Return the states of a thing, newest first."""
    states = settled.history(kind, key)
    given = Approval.objects.in_bulk([number for state in states for number in state.approvals])
    people = get_user_model().objects.in_bulk([state.person for state in states], field_name="username")
    entries = []
    for index, state in enumerate(states):
        before = states[index + 1].payload if index + 1 < len(states) else {}
        person = people.get(state.person)
        entries.append(
            Entry(
                state=state,
                rows=changed_rows(kind, before, state.payload) if index + 1 < len(states) else [],
                approvals=[given[number] for number in state.approvals if number in given],
                person=(person.get_full_name() if person else "") or state.person,
                is_current=index == 0,
                is_first=index + 1 == len(states),
            )
        )
    return entries
