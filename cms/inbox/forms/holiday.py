"""The form for days off and days worked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .fields import CertaintyField, DayField, SourceField


class HolidayForm(forms.Form):
    """One day or several days in a row."""

    first = DayField(label=_("从"))
    last = DayField(label=_("到（含当日）"), required=False, help_text=_("只有一天时可不填。"))
    name = forms.CharField(label=_("名称"), max_length=40)
    worked = forms.ChoiceField(
        label=_("这几天"),
        choices=[("no", _("放假")), ("yes", _("上班（调休）"))],
        widget=forms.RadioSelect,
        initial="no",
    )
    source = SourceField()
    certainty = CertaintyField()

    def clean(self) -> dict[str, Any]:
        """Let a single day stand for itself."""
        data: dict[str, Any] = super().clean() or {}
        data["last"] = data.get("last") or data.get("first")
        return data
