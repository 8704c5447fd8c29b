"""One output that ought to exist, and the interface of what knows them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ..batching import batches
from ..reading import NOTHING_AHEAD, Ahead, BuildReader
from ..shared import Run

Render = Callable[[BuildReader], bytes]

__all__ = ["Family", "Identity", "Render", "Spec", "batches"]


class Identity(NamedTuple):
    """What names an output within its site."""

    language: str
    kind: str
    subject: str


@dataclass(frozen=True)
class Spec:
    """One output that ought to exist: where it lies and how its bytes are made.

    ``implied`` are the keys that lead to it without a record, ``needs`` those that were read to know that it
    exists; ``digest`` is that of its bytes where it is known without rendering; ``ahead`` is what was fetched for it.
    """

    identity: Identity
    path: str
    render: Render
    implied: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    ahead: Ahead = NOTHING_AHEAD
    digest: str = ""


class Family(Protocol):
    """The outputs of one kind. ``of_site`` says that they belong to the site rather than to an edition."""

    kind: str
    of_site: bool

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield all that ought to exist in this edition (of the site, with ``language`` empty)."""

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield those of ``subjects`` that ought to exist; the others ought not to."""
