"""The settings of a site (站点设置)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from multilingual import registry as languages
from multilingual.registry import DEFAULT
from multilingual.translation import in_language
from sites.registry.models import Organisation, Site

from .base import PayloadForm, names_of, per_language


class SiteForm(PayloadForm):
    """Names, footer, languages and address of one site. The port is the installation's own and is not asked for."""

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = (
        (_("网站名称"), names_of("name")),
        (_("页脚"), ("organisation", *names_of("contact"), "code", "icp_number", "police_number")),
        (_("语种"), ("editions",)),
        (_("网址"), ("scheme", "host", "path")),
    )

    organisation = forms.ChoiceField(label=_("主办单位"))
    code = forms.CharField(label=_("网站标识码"), max_length=12, required=False, help_text=_("10 位数字"))
    icp_number = forms.CharField(label=_("ICP备案编号"), max_length=40, required=False)
    police_number = forms.CharField(label=_("公安备案编号"), max_length=40, required=False)
    editions = forms.MultipleChoiceField(
        label=_("语种版本"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("新加的版本先有一个首页草稿，首页审签公开后读者才能看到。"),
    )
    scheme = forms.ChoiceField(label=_("协议"), choices=[("https", "https"), ("http", "http")])
    host = forms.CharField(
        label=_("域名"), max_length=253, help_text=_("改网址会让所有旧链接失效，请先与技术人员商定。")
    )
    path = forms.CharField(label=_("路径"), max_length=60, required=False, help_text=_("独立域名的站点留空"))

    def __init__(self, data: Mapping[str, Any] | None = None, *, base: Mapping[str, Any], **options: Any) -> None:
        super().__init__(data, base=base, **options)
        self.fields.update(per_language("name", _("网站名称"), 120, needs_chinese=True))
        self.fields.update(per_language("contact", _("联系方式"), 120))
        organisations = sorted(Organisation.objects.all(), key=lambda row: in_language(row, "name", DEFAULT))
        choices = [(row.code, in_language(row, "name", DEFAULT)) for row in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        offered = [(language.code, language.chinese_name) for language in languages.all_languages()]
        self.fields["editions"].choices = offered  # type: ignore[attr-defined]
        self.order_fields([*(name for _title, names in self.groups for name in names), "reason"])

    def payload(self) -> dict[str, Any]:
        """Return the payload asked for: new languages after those there are; https answers at its standard port."""
        asked = super().payload()
        chosen = asked["editions"]
        held = [code for code in self.base["editions"] if code in chosen]
        asked["editions"] = held + [code for code in languages.codes() if code in chosen and code not in held]
        if asked["scheme"] == "https" and self.base["scheme"] != "https":
            asked["port"] = ""
        return asked

    @property
    def kind(self) -> str:
        """The site's kind in words, which never changes."""
        return str(dict(Site.Kind.choices).get(self.base["kind"], ""))
