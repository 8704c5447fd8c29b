"""The forms of the word list's screens."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

from ..models import Word
from ..rules import CERTAINTIES
from .keep import WordValues

ALL_SITES = _("所有站点")


class WordForm(forms.Form):
    """One word."""

    site = forms.ModelChoiceField(Site.objects.all(), required=False, empty_label=ALL_SITES, label=_("用于"))
    wrong = forms.CharField(label=_("错误或敏感的写法"), max_length=60)
    right = forms.CharField(
        label=_("正确写法"), max_length=60, required=False, help_text=_("不填表示要由审核人判断怎么写。")
    )
    is_serious = forms.BooleanField(
        label=_("严重"), required=False, help_text=_("勾选后，稿件里有这个词就不能送审；不勾选由审核人判断。")
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("出自哪个规定、通报或词表。"))
    certainty = forms.ChoiceField(label=_("把握"), choices=list(CERTAINTIES.items()), initial="practice")

    @property
    def values(self) -> WordValues:
        """The word's values, once the form is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "site"}
        return WordValues(**data)

    @staticmethod
    def initial_of(word: Word) -> dict[str, Any]:
        """Return what the form shows of ``word``."""
        names = ("wrong", "right", "is_serious", "note", "source", "certainty")
        return {"site": word.site_id, **{name: getattr(word, name) for name in names}}


class ListForm(forms.Form):
    """A whole list in a file."""

    site = forms.ModelChoiceField(Site.objects.all(), required=False, empty_label=ALL_SITES, label=_("用于"))
    file = forms.FileField(
        label=_("词表文件"),
        help_text=_("XLSX 或 CSV。第一行是表头：错误写法、正确写法、严重、说明、依据、把握；只有“错误写法”必有。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("这份词表的出处；文件里没有写依据的行用它。"))

    @property
    def upload(self) -> Any:
        """The file, once the form is valid."""
        return self.cleaned_data["file"]
