"""A standard column (标准栏目)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.registry.models import StandardColumn
from sites.store.settling.standard_column import LABELS

from .base import PayloadForm, names_of, per_language


class StandardColumnForm(PayloadForm):
    """Its names and what it lists."""

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("栏目名称"), names_of("name")),
        (_("栏目说明"), names_of("description")),
        (_("标准"), ("lists", "column_type", "position")),
    )

    lists = forms.ChoiceField(label=_("内容类别"), choices=StandardColumn.Lists.choices)
    column_type = forms.CharField(label=_("网页标签 ColumnType"), max_length=30)
    position = forms.IntegerField(label=_("次序"), min_value=0, max_value=999)

    def __init__(self, data: Mapping[str, Any] | None = None, *, base: Mapping[str, Any], **options: Any) -> None:
        super().__init__(data, base=base or {**dict.fromkeys(LABELS, ""), "position": 0}, **options)
        self.fields.update(per_language("name", _("栏目名称"), 60, needs_chinese=True))
        self.fields.update(per_language("description", _("栏目说明"), 200, needs_chinese=True))
        self.order_fields([*(name for _title, names in self.groups for name in names), "reason"])


class NewStandardColumnForm(StandardColumnForm):
    """A new one, with the code that names it for ever."""

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ((_("代号"), ("code",)), *StandardColumnForm.groups)
    code = forms.SlugField(
        label=_("栏目代号"), max_length=50, help_text=_("拼音首字母，也是网址的一段，定了就不能再改")
    )
