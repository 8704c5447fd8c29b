"""Where in a text the parts of a query are met, for showing them to the reader."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from multilingual import document_number

from .characters import normalise_with_offsets
from .query import Group
from .runs import runs
from .text import NUMBER_PREFIX, number_token, tokens_of_run

_WORD_EDGE = "[a-z0-9]"


def locate(text: str, groups: Iterable[Group]) -> list[tuple[int, int]]:
    """Return the places in ``text`` where any of ``groups`` is met: spans in order that do not overlap.

    ``text`` must be in NFC; the spans count its characters.
    """
    if not unicodedata.is_normalized("NFC", text):
        raise ValueError("text must be in NFC")
    normalised, offsets = normalise_with_offsets(text)
    spans: list[tuple[int, int]] = []
    for first, last in sorted({span for group in groups for span in _spans(normalised, group)}):
        start, end = offsets[first], offsets[last - 1] + 1
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _spans(normalised: str, group: Group) -> Iterator[tuple[int, int]]:
    wanted = [way[0] for way in group.alternatives if len(way) == 1]
    if wanted and wanted[0].startswith(NUMBER_PREFIX):
        for found in document_number.find(normalised):
            if number_token(found.value) in wanted:
                yield found.start + len(found.value.org), found.end
    elif wanted and not _is_phrase(group):
        for run in runs(normalised):
            if any(_meets(token, want) for token in tokens_of_run(run) for want in wanted):
                yield run.start, run.end
    else:
        before = f"(?<!{_WORD_EDGE})" if re.match(_WORD_EDGE, group.text) else ""
        after = f"(?!{_WORD_EDGE})" if re.search(f"{_WORD_EDGE}$", group.text) else ""
        for match in re.finditer(before + re.escape(group.text) + after, normalised):
            yield match.span()


def _is_phrase(group: Group) -> bool:
    """Whether the group is met by its own characters, as Chinese, numbers and Latin words are."""
    return len(group.alternatives) == 1 and all(run.script in {"han", "number", "word"} for run in runs(group.text))


def _meets(token: str, wanted: str) -> bool:
    return token.startswith(wanted[:-1]) if wanted.endswith("*") else token == wanted
