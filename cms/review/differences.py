"""What changed between two versions of a content, for people to read (修改对照)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from multilingual import registry as languages
from sites.store.content import Content

from .comparison.alignment import pairs
from .comparison.parts import Part
from .comparison.taking_apart import names_in, parts_of, parts_of_mapping
from .comparison.words import Run, runs

How = Literal["changed", "formatted", "added", "removed", "moved"]


@dataclass(frozen=True)
class Change:
    """One part that is not what it was.

    ``how``: ``changed`` in words, file or both; ``formatted`` in its markup alone; ``added``, ``removed``, or
    ``moved`` unchanged to another place. ``runs`` are its words with the changes marked.
    """

    how: How
    label: str
    before: Part | None
    after: Part | None
    runs: tuple[Run, ...]

    @property
    def sort(self) -> str:
        """Whether it is a text, a picture or an attachment."""
        part = self.after or self.before
        return part.sort if part else "text"

    @property
    def file_changed(self) -> bool:
        """Whether the bytes of its picture or attachment are others."""
        return _file_of(self.before) != _file_of(self.after)


@dataclass(frozen=True)
class Difference:
    """All changes between two versions; ``is_first`` when there was nothing before, so that all is new."""

    language: languages.Language
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    is_first: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether both versions are the same."""
        return not self.changes and not self.is_first


def difference(before: Content | None, after: Content) -> Difference:
    """Return what changed from ``before`` to ``after``; it is empty exactly when their digests are equal.

    ``before`` is None when there is nothing to compare with. Neither needs to be public. Both are content of one
    document, so their language is that of ``after``.
    """
    language = languages.get(after.language)
    if before is None:
        return Difference(language, is_first=True)
    if before.canonical() == after.canonical():
        return Difference(language, unchanged=len(parts_of(after, {})))
    names = names_in(before, after)
    return _compared(parts_of(before, names), parts_of(after, names), language)


def difference_of_mappings(
    before: Mapping[str, Any] | None, after: Mapping[str, Any], *, language: str = languages.DEFAULT
) -> Difference:
    """Return what changed between two mappings of fields to JSON values that are no document's content."""
    if before is None:
        return Difference(languages.get(language), is_first=True)
    if before == after:
        return Difference(languages.get(language), unchanged=len(list(parts_of_mapping(after, {}))))
    old, new = parts_of_mapping(before, {}), parts_of_mapping(after, {})
    return _compared(list(old), list(new), languages.get(language))


def _compared(before: list[Part], after: list[Part], language: languages.Language) -> Difference:
    changes: list[Change] = []
    unchanged = 0
    order = list(dict.fromkeys([part.group for part in after] + [part.group for part in before]))
    for group in order:
        old, new = ([part for part in parts if part.group == group] for parts in (before, after))
        found = list(_changes(old, new))
        unchanged += len(new) - sum(change.after is not None for change in found)
        changes.extend(found)
    return Difference(language, tuple(changes or [_rest()]), unchanged)


def _rest() -> Change:
    """Return what to say of versions that differ in nothing that is read, e.g. in how paragraphs are grouped."""
    return Change("formatted", _("排版"), None, None, (Run(_("文字、图片和附件没有变化，只有排版或归类的改动。")),))


def _changes(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Change]:
    aligned = [pair for pair in pairs(before, after) if not (pair[0] and pair[1] and pair[0].raw == pair[1].raw)]
    gone = Counter(old.anchor for old, new in aligned if old is not None and new is None)
    moved = gone & Counter(new.anchor for old, new in aligned if old is None and new is not None)
    origins = {old.anchor: old for old, new in aligned if old is not None and new is None}
    left, arrived = moved.copy(), moved.copy()
    for old, new in aligned:
        if old is not None and new is not None:
            how: How = "changed" if old.text != new.text or _file_of(old) != _file_of(new) else "formatted"
            yield Change(how, new.label, old, new, runs(old.text, new.text))
        elif new is not None and arrived[new.anchor]:
            arrived[new.anchor] -= 1
            yield Change("moved", new.label, origins[new.anchor], new, (Run(new.text),))
        elif new is not None:
            yield Change("added", new.label, None, new, (Run(new.text, "new"),))
        elif old is not None and left[old.anchor]:
            left[old.anchor] -= 1
        elif old is not None:
            yield Change("removed", old.label, old, None, (Run(old.text, "gone"),))


def _file_of(part: Part | None) -> str:
    return part.file.digest if part and part.file else ""
