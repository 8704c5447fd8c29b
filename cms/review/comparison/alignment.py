"""Which part of one version answers which part of the other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from .parts import File, Part

Pair = tuple[Part | None, Part | None]

LISTS = ("body", "blocks", "attachments")
"""The fields that hold any number of parts."""

ENOUGH = 0.4
"""How alike two paragraphs must be to count as one that was changed."""

LARGEST = 60
"""Beyond this many parts in a row on one side, parts are paired by their places."""


def pairs(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Pair]:
    """Yield the parts of both versions of one field side by side, in reading order.

    None stands where one version has no such part. Both orders are kept. A field that holds one part only is compared
    however little the two are alike.
    """
    if len(before) == len(after) == 1 and before[0].group not in LISTS:
        yield before[0], after[0]
        return
    matcher = SequenceMatcher(None, [one.anchor for one in before], [one.anchor for one in after], autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(before[start:end], after[new_start:new_end], strict=True)
        else:
            yield from _changed(before[start:end], after[new_start:new_end])


def _changed(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Pair]:
    """Pair the parts that are alike, so that the sum of likeness is greatest."""
    if max(len(before), len(after)) > LARGEST:
        matched = [(place, place) for place in range(min(len(before), len(after)))]
    else:
        matched = _best(before, after)
    old = new = 0
    for place, new_place in [*matched, (len(before), len(after))]:
        yield from ((one, None) for one in before[old:place])
        yield from ((None, one) for one in after[new:new_place])
        if place < len(before) and new_place < len(after):
            yield before[place], after[new_place]
        old, new = place + 1, new_place + 1


def _best(before: Sequence[Part], after: Sequence[Part]) -> list[tuple[int, int]]:
    old, new = [_pieces(one.text) for one in before], [_pieces(one.text) for one in after]
    alike = [[_likeness(before[i], after[j], old[i], new[j]) for j in range(len(after))] for i in range(len(before))]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            here = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(here, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        if alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(one: Part, other: Part, pieces: "Counter[str]", others: "Counter[str]") -> float:
    """Return how alike two parts are, 0 when they are no version of one another."""
    if one.sort != other.sort:
        return 0.0
    if _same_file(one.file, other.file):
        return 1.0
    total = pieces.total() + others.total()
    ratio = 2 * (pieces & others).total() / total if total else 1.0
    return ratio if ratio >= ENOUGH else 0.0


def _same_file(one: File | None, other: File | None) -> bool:
    if one is None or other is None:
        return False
    return one.digest == other.digest or bool(one.name and one.name == other.name)


def _pieces(text: str) -> "Counter[str]":
    return Counter(text[place : place + 2] for place in range(max(len(text) - 1, 1)))
