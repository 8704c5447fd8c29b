"""The form that says which entries are asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

from . import words
from .access import sites_in_sight
from .entries import Wanted, site_names


class WantedForm(forms.Form):
    """Site, person, sort of act, first and last day; all may stay empty."""

    site = forms.ChoiceField(label=_("站点"), required=False)
    person = forms.CharField(label=_("人员"), required=False, max_length=150)
    group = forms.ChoiceField(label=_("事项"), required=False)
    first = forms.DateField(label=_("起"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("止"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = sites_in_sight(user)
        keys = self.sites if self.sites is not None else Site.objects.order_by("id").values_list("key", flat=True)
        names = site_names(keys)
        self._offer("site", [("", _("全部站点")), *((key, names.get(key, key)) for key in keys)])
        self._offer("group", [("", _("全部事项")), *((group.code, group.name) for group in words.GROUPS)])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (declared above)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("止期不能早于起期。"))
        return cleaned

    def wanted(self) -> Wanted:
        """Return what is asked for, within what the person may see: everything that, on an empty form."""
        sites = None if self.sites is None else tuple(self.sites)
        return Wanted(sites=sites, **(self.cleaned_data if self.is_bound else {}))
