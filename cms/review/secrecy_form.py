"""The secrecy form on a screen (保密审查表): one for pages, imports, changes and the emergency way."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.store import secrecy
from sites.store.models import SecrecyQuestion

ANSWERS = ((secrecy.CLEAR, _("不涉及")), (secrecy.SENSITIVE, _("涉及")))


class SecrecyForm(forms.Form):
    """Asks each question in force; nothing is chosen beforehand, so that every answer is somebody's own.

    A valid form holds ``kept``, as approvals keep it. An answer 涉及 makes it invalid, with the sentence that the
    content is to be returned.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, *, person: str, prefix: str = "secrecy") -> None:
        super().__init__(data, prefix=prefix)
        self.person = person
        self.kept: dict[str, Any] = {}
        self._questions = secrecy.questions()
        for question in self._questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                help_text=question.help,
                error_messages={"required": _("请选择“不涉及”或“涉及”。")},
            )
            self.fields[f"{question.code}-note"] = forms.CharField(
                label=_("说明（可不填）"), required=False, max_length=500, widget=forms.TextInput
            )

    def rows(self) -> Iterator[tuple[SecrecyQuestion, forms.BoundField, forms.BoundField]]:
        """Yield each question with the fields of its answer and its note, for the template."""
        for question in self._questions:
            yield question, self[question.code], self[f"{question.code}-note"]

    def sensitive(self) -> list[str]:
        """Return the questions that were answered 涉及."""
        answers = self.cleaned_data if self.is_bound else {}
        return [question.text for question in self._questions if answers.get(question.code) == secrecy.SENSITIVE]

    def clean(self) -> dict[str, Any]:
        """Turn complete answers into the form as it is kept."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        notes = {question.code: cleaned.get(f"{question.code}-note", "") for question in self._questions}
        try:
            self.kept = secrecy.filled(cleaned, notes, person=self.person)
        except (secrecy.Unanswered, secrecy.Sensitive) as reason:
            raise forms.ValidationError(str(reason)) from reason
        return cleaned
