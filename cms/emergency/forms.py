"""The forms of an emergency."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.pages.models.base import ListedPage
from multilingual import registry as languages
from sites.registry.models import Site
from sites.store.settling.banner import LONGEST

from . import limits
from .drafts import drafts_of
from .models import EmergencyRecord

EVERYWHERE = "*"
_MOMENT = "%Y-%m-%dT%H:%M"


class DeclareForm(forms.Form):
    """What every emergency needs: why, and until when."""

    reason = forms.CharField(
        label=_("理由"),
        help_text=_("为什么等不及正常审签？写明事由和依据，永久保存。"),
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
    )
    ends_at = forms.DateTimeField(
        label=_("什么时候结束"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_MOMENT),
        input_formats=[_MOMENT, "%Y-%m-%d %H:%M"],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime().replace(second=0, microsecond=0)
        field = self.fields["ends_at"]
        field.initial = now + timedelta(days=1)
        field.help_text = _("到时自动撤下。最长 %(days)d 天。") % {"days": limits.limit().value}
        field.widget.attrs["min"] = now.strftime(_MOMENT)
        field.widget.attrs["max"] = (now + limits.longest()).strftime(_MOMENT)


class NoticeForm(DeclareForm):
    """A notice: its text in each language, on which sites, and perhaps a document to lead to."""

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sites = list(sites)
        choices = [(site.key, site.name) for site in self._sites]
        if any(site.kind == Site.Kind.PORTAL for site in self._sites):
            others = Site.objects.exclude(pk__in=[site.pk for site in self._sites]).order_by("pk")
            choices += [(site.key, site.name) for site in others]
            choices.insert(0, (EVERYWHERE, str(_("全部站点"))))
        self.fields["sites"] = forms.MultipleChoiceField(
            label=_("在哪些站点上显示"),
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            initial=[choices[0][0]] if len(choices) == 1 else None,
        )
        for language in languages.all_languages():
            self.fields[_name(language.code)] = forms.CharField(
                label=_("通知内容（%(language)s）") % {"language": language.chinese_name},
                widget=forms.Textarea({"rows": 2, "lang": language.html_lang, "dir": language.direction}),
                max_length=LONGEST,
                required=language.code == languages.DEFAULT,
                help_text="" if language.code == languages.DEFAULT else _("不填，这个语种的网页就显示中文。"),
            )
        self.fields["link"] = forms.ChoiceField(
            label=_("相关文件（可不选）"),
            required=False,
            choices=[("", _("不链接文件")), *_documents(self._sites)],
            help_text=_("已公开的文件，读者可由通知点开。"),
        )
        self.order_fields(["sites", *(_name(code) for code in languages.codes()), "link", "reason", "ends_at"])

    def sites(self) -> list[Site] | None:
        """Return the sites chosen, None for all of them."""
        chosen = self.cleaned_data["sites"]
        return None if EVERYWHERE in chosen else list(Site.objects.filter(key__in=chosen).order_by("pk"))

    def texts(self) -> dict[str, str]:
        """Return the notice by language."""
        return {code: self.cleaned_data[_name(code)] for code in languages.codes()}


class DocumentForm(DeclareForm):
    """One document: an existing draft."""

    page = forms.TypedChoiceField(label=_("稿件"), coerce=int)

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts: dict[int, ListedPage] = {page.pk: page for page in drafts_of(sites)}
        field = self.fields["page"]
        field.choices = [("", _("请选择"))] + [  # type: ignore[attr-defined]
            (page.pk, f"{page.get_admin_display_title()}（{page.language.chinese_name}，{page.site.name}）")
            for page in self.drafts.values()
        ]
        field.help_text = _("最近修改、公开版本与草稿不同的稿件。公开的是现在这一版草稿。")
        self.order_fields(["page", "reason", "ends_at"])


class NoteForm(forms.Form):
    """A remark that may stay empty."""

    note = forms.CharField(
        label=_("意见（可不填）"), required=False, widget=forms.Textarea({"rows": 2}), max_length=1000
    )


class EndForm(forms.Form):
    """Why a notice is to end before its time."""

    reason = forms.CharField(label=_("提前结束的理由"), widget=forms.Textarea({"rows": 2}), max_length=1000)


class ReviewForm(forms.Form):
    """What the review afterwards found."""

    result = forms.ChoiceField(
        label=_("这次应急发布"), choices=EmergencyRecord.Result.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("审查意见"),
        help_text=_("写明依据；不妥的，写明如何处理。永久保存。"),
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
    )


class LimitForm(forms.Form):
    """How long an emergency may last."""

    days = forms.IntegerField(label=_("最长天数"), min_value=1, max_value=limits.MOST_DAYS)
    source = forms.CharField(label=_("依据"), max_length=200)
    certainty = forms.CharField(label=_("把握"), max_length=20)


def _name(code: str) -> str:
    return f"text_{code}"


def _documents(sites: Sequence[Site]) -> list[tuple[str, str]]:
    from sites.store.content import LISTED_KINDS
    from sites.store.reading import public

    found = public().filter(site__in=[site.pk for site in sites], kind__in=LISTED_KINDS).order_by("-admitted_at")[:50]
    return [(document.key, f"{document.title}（{document.site.name}）") for document in found]
