"""What a reader typed, to the tokens that find it."""

from collections.abc import Iterable
from dataclasses import dataclass

from multilingual import document_number, registry

from . import chinese, kazakh, mongolian
from .characters import normalise
from .runs import Run, runs
from .text import number_token, tokens_of_run

MOST_GROUPS = 24
"""So many parts of a query count; the rest of a pasted page would only cost time."""


@dataclass(frozen=True)
class Group:
    """One part of a query that a document must meet in one of several ways.

    ``alternatives`` are phrases: tokens that must follow each other. A last token that ends in ``*`` is a prefix.
    ``text`` is the part itself, normalised.
    """

    text: str
    alternatives: tuple[tuple[str, ...], ...]


def query_terms(text: str, code: str) -> list[list[str]]:
    """Return one phrase of tokens for each part of the query, the widest way of meeting it."""
    return [list(group.alternatives[0]) for group in query_groups(text, code)]


def query_groups(text: str, code: str) -> list[Group]:
    """Return the parts of a query; a document must meet all of them.

    Raises ``registry.UnknownLanguage`` for an unknown code.
    """
    registry.get(code)
    normalised = normalise(text)
    groups: list[Group] = []
    position = 0
    for found in document_number.find(normalised):
        groups += _groups_of(normalised[position : found.start])
        groups += _groups_of(normalised[found.start : found.start + len(found.value.org)])
        groups.append(Group(normalised[found.start : found.end], ((number_token(found.value),),)))
        position = found.end
    groups += _groups_of(normalised[position:])
    return _without_suffixes(list(dict.fromkeys(groups)))[:MOST_GROUPS]


def _groups_of(normalised: str) -> Iterable[Group]:
    phrase: list[Run] = []
    for run in runs(normalised):
        if phrase and (run.start != phrase[-1].end or run.script in _WORD_SCRIPTS):
            yield _phrase_group(phrase)
            phrase = []
        if run.script in _WORD_SCRIPTS:
            yield from _word_groups(run)
        else:
            phrase.append(run)
    if phrase:
        yield _phrase_group(phrase)


_WORD_SCRIPTS = frozenset({"mongolian", "arabic", "cyrillic"})
"""Scripts whose words are looked for one by one; runs of the others that touch each other make a phrase."""


def _phrase_group(phrase: list[Run]) -> Group:
    tokens: list[str] = []
    for run in phrase[:-1]:
        tokens += tokens_of_run(run)
    last = phrase[-1]
    tokens += chinese.query_tokens(last.text, is_last=True) if last.script == "han" else [last.text]
    return Group("".join(run.text for run in phrase), (tuple(tokens),))


def _word_groups(run: Run) -> Iterable[Group]:
    if run.script == "mongolian":
        for word in mongolian.words(run.text):
            yield Group(word, tuple((key,) for key in reversed(mongolian.keys(word))))
        return
    for key in tokens_of_run(run):
        yield Group(run.text, tuple(tuple(way) for way in kazakh.query_alternatives(key)))


def _without_suffixes(groups: list[Group]) -> list[Group]:
    """Leave out detached Mongolian suffixes, unless there is nothing else; then they are met by their letters."""
    suffixes = [group for group in groups if mongolian.is_suffix(group.text)]
    if len(suffixes) < len(groups):
        return [group for group in groups if group not in suffixes]
    return [Group(group.text, ((f"e_{mongolian.exact(group.text)}",),)) for group in groups]
