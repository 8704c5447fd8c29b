"""The forms of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.pages.models import ColumnPage


class PassForm(forms.Form):
    """Pass, with a note if there is anything to say."""

    comment = forms.CharField(label=_("意见"), required=False, widget=forms.Textarea({"rows": 2}), max_length=1000)


class ReturnForm(forms.Form):
    """Return, with a reason; remarks on single parts may stand in its place."""

    comment = forms.CharField(label=_("退回理由"), required=False, widget=forms.Textarea({"rows": 3}), max_length=1000)


class MoveForm(forms.Form):
    """Ask for another column, always with a reason."""

    target = forms.ChoiceField(label=_("目标栏目"))
    reason = forms.CharField(label=_("调整理由"), widget=forms.Textarea({"rows": 3}), max_length=1000)

    def __init__(self, *args: Any, columns: list[ColumnPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = {str(column.pk): column for column in columns}
        self.fields["target"] = forms.ChoiceField(
            label=_("目标栏目"),
            choices=[("", _("请选择栏目")), *((pk, _label(column)) for pk, column in self._columns.items())],
        )

    def clean_target(self) -> ColumnPage:
        """Return the column."""
        return self._columns[self.cleaned_data["target"]]


def _label(column: ColumnPage) -> str:
    """Return the column's title, a sub-column's behind that of its column."""
    above = ColumnPage.objects.ancestor_of(column).order_by("path").values_list("title", flat=True)
    return " / ".join([*above, column.title])
