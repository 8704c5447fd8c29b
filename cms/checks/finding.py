"""What a check found, as people see it and as a decision names it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from .rules import CERTAINTIES, Rule

AROUND = 18
"""How many characters an excerpt shows on each side of what was found."""


@dataclass(frozen=True)
class Finding:
    """One thing found at one place (检查发现).

    ``fingerprint`` stays the same while the text found and its surroundings do, wherever else the draft is changed: a
    decision names it. ``mask`` tells that one click can mask its ``numbers`` in the draft.
    """

    code: str
    title: str
    where: str
    excerpt: str
    why: str
    source: str
    what_to_do: str
    is_serious: bool
    fingerprint: str
    mask: bool = False
    certainty: str = "own"
    count: int = 1
    numbers: tuple[str, ...] = field(default=(), repr=False)
    form: str = ""

    @property
    def masked(self) -> list[str]:
        """The first of its numbers as one click would show them."""
        from .masking import mask_number

        shown = [mask_number(number, self.form) for number in self.numbers[:3]]
        return [*shown, "…"] if len(self.numbers) > 3 else shown

    @property
    def certainty_label(self) -> str:
        """How sure we are of the rule, in words."""
        return CERTAINTIES.get(self.certainty, self.certainty)


def finding(
    rule: Rule,
    where: str,
    excerpt: str,
    *,
    named: Iterable[str],
    can_mask: bool = False,
    count: int = 1,
    numbers: tuple[str, ...] = (),
    what_to_do: str = "",
) -> Finding:
    """Return the finding of ``rule`` at ``where``; ``named`` are the words that its fingerprint is made of."""
    words = "\x1f".join([rule.code, *named])
    return Finding(
        code=rule.code,
        title=rule.title,
        where=where,
        excerpt=excerpt,
        why=rule.why,
        source=rule.source,
        what_to_do=what_to_do or rule.what_to_do,
        is_serious=rule.is_serious,
        fingerprint=hashlib.sha256(words.encode()).hexdigest()[:32],
        mask=can_mask,
        certainty=rule.certainty,
        count=count,
        numbers=numbers,
        form=rule.mask,
    )


def excerpt_of(text: str, start: int, end: int) -> str:
    """Return what stands at ``start`` to ``end`` with its surroundings, on one line."""
    before, after = max(start - AROUND, 0), min(end + AROUND, len(text))
    shown = " ".join(text[before:after].split())
    return f"{'…' if before else ''}{shown}{'…' if after < len(text) else ''}"
