"""A change as people read it: each field, what is public now, what is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from multilingual import registry as languages
from multilingual.registry import DEFAULT, Language
from multilingual.translation import in_language
from sites.registry.models import Organisation, Site, StandardColumn
from sites.store.settling.fields import language_of

from .kinds import Payload, labels_of

_CHOICES = {
    "kind": dict(Site.Kind.choices),
    "lists": dict(StandardColumn.Lists.choices),
}


@dataclass(frozen=True)
class Row:
    """One field; ``language`` is that of its text, None for what is in no language."""

    label: str
    before: str
    after: str
    language: Language | None = None

    @property
    def is_changed(self) -> bool:
        """Whether the change touches it."""
        return self.before != self.after


def rows(kind: str, before: Payload, after: Payload) -> list[Row]:
    """Return every field of a thing, before and after, in the order of its form."""
    return list(_rows(kind, before, after))


def changed_rows(kind: str, before: Payload, after: Payload) -> list[Row]:
    """Return the fields that differ."""
    return [row for row in _rows(kind, before, after) if row.is_changed]


def _rows(kind: str, before: Payload, after: Payload) -> Iterator[Row]:
    labels = labels_of(kind)
    for name in [*labels, *(name for name in {**before, **after} if name not in labels)]:
        code = language_of(name)
        yield Row(
            labels.get(name, name),
            shown(kind, name, before.get(name)),
            shown(kind, name, after.get(name)),
            languages.get(code) if code else None,
        )


def shown(kind: str, name: str, value: Any) -> str:
    """Return the value of a field as people read it; empty for nothing."""
    if name == "target" and value == "":
        return _("（没有去处：显示“已撤下”）")
    if value is None or value == "":
        return ""
    if name == "organisation":
        row = Organisation.objects.filter(code=value).first()
        return f"{in_language(row, 'name', DEFAULT)}（{value}）" if row else str(value)
    if name == "editions":
        return "、".join(languages.get(code).chinese_name for code in value)
    return str(_CHOICES.get(name, {}).get(value, value))
