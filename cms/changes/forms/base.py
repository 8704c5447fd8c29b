"""What the forms of all kinds share."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from multilingual import registry as languages

LONGEST_REASON = 500


class ReasonForm(forms.Form):
    """Why something is to change."""

    reason = forms.CharField(
        label=_("变更理由"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("审签的人会看到。"),
    )


class PayloadForm(ReasonForm):
    """A form over a payload. ``groups`` says which fields stand together under which heading.

    ``base`` is the payload that the fields are filled from; what no field shows is carried over.
    """

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, *, base: Mapping[str, Any], **options: Any) -> None:
        self.base = dict(base)
        options.setdefault("initial", {**self.base, **options.pop("also", {})})
        super().__init__(data, **options)
        self.order_fields([*(name for _title, names in self.groups for name in names), "reason"])

    def payload(self) -> dict[str, Any]:
        """Return the payload that the filled-in form asks for."""
        asked = {name: self.cleaned_data[name] for name in self.fields if name in self.base}
        return {**self.base, **asked}

    def sections(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """Yield each heading with its fields, for the template."""
        for title, names in self.groups:
            yield title, [self[name] for name in names if name in self.fields]


def per_language(name: str, label: Any, longest: int, *, needs_chinese: bool = False) -> dict[str, forms.CharField]:
    """Return a field for ``name`` in every language, each marked with its language and direction."""
    made = {}
    for language in languages.all_languages():
        attributes = {"lang": language.html_lang, "dir": language.direction}
        made[f"{name}_{language.code.replace('-', '_')}"] = forms.CharField(
            label=f"{label}（{language.chinese_name}）",
            max_length=longest,
            required=needs_chinese and language.code == languages.DEFAULT,
            widget=forms.TextInput(attrs=attributes),
        )
    return made


def names_of(*names: str) -> tuple[str, ...]:
    """Return the names of fields in every language, for ``groups``."""
    codes: Iterable[str] = [code.replace("-", "_") for code in languages.codes()]
    return tuple(f"{name}_{code}" for name in names for code in codes)
