"""Fields that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

CERTAINTIES = ("已核对原文", "按本单位制度", "推断，待核对")


class SiteField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One site, or all of them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("empty_label", _("全部站点"))
        options.setdefault("label", _("站点"))
        super().__init__(Site.objects.order_by("name", "id"), **options)


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


class SourceField(forms.CharField):
    """Where a rule stands."""

    def __init__(self) -> None:
        super().__init__(label=_("依据"), max_length=200, help_text=_("文件名称、文号、条款，或本单位制度的名称。"))


class CertaintyField(forms.ChoiceField):
    """How sure we are of it."""

    def __init__(self) -> None:
        super().__init__(label=_("把握"), choices=[(text, text) for text in CERTAINTIES])
