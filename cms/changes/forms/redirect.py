"""An old address (重定向)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.registry import addresses
from sites.registry.models import Site

from .base import PayloadForm

MOVED, GONE = "moved", "gone"


class RedirectForm(PayloadForm):
    """Where an old address leads. The address itself is given once, when the redirect is added."""

    groups: ClassVar[tuple[tuple[Any, tuple[str, ...]], ...]] = ((_("重定向"), ("path", "what", "target", "note")),)

    path = forms.CharField(
        label=_("旧网址"),
        max_length=400,
        help_text=_("如 /old/news.html；可以粘贴完整网址，以 / 结尾表示一个文件夹的首页"),
    )
    what = forms.ChoiceField(
        label=_("读者打开旧网址时"),
        choices=[(MOVED, _("转到新网址")), (GONE, _("告诉读者内容已撤下"))],
        widget=forms.RadioSelect,
    )
    target = forms.CharField(
        label=_("转到"),
        max_length=500,
        required=False,
        help_text=_("以 / 开头的本域名网址，或完整网址；“已撤下”时留空"),
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False, help_text=_("供同事了解，读者看不到"))

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        base: Mapping[str, Any],
        site: Site | None = None,
        **options: Any,
    ) -> None:
        self.site = site
        self.is_new = not base.get("path")
        also = {"what": MOVED if base.get("target") or self.is_new else GONE}
        super().__init__(data, base={"site": "", "path": "", "target": "", "note": "", **base}, also=also, **options)
        if not self.is_new:
            del self.fields["path"]

    def clean_path(self) -> str:
        """Return the path below the site's base, from whatever form of the address was pasted."""
        given = str(self.cleaned_data["path"]).strip()
        if self.site is None:
            return given
        given = given.removeprefix(addresses.origin(self.site))
        return given.removeprefix(addresses.site_root(self.site)).removeprefix("/")

    def clean(self) -> dict[str, Any]:
        """Ask for a target exactly when there is one."""
        cleaned = super().clean() or {}
        if cleaned.get("what") == GONE:
            cleaned["target"] = ""
        elif not cleaned.get("target", "").strip():
            self.add_error("target", _("请写明转到哪里。"))
        return cleaned
