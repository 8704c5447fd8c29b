"""The form of a withdrawal."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.store import leading
from sites.store.admit import Refused
from sites.store.models import Document

from .copies import Copy
from .targets import offered

GONE, PAGE, ADDRESS = "gone", "page", "address"


class WithdrawalForm(forms.Form):
    """A reason, always; where the address leads; which copies are to be withdrawn too."""

    reason = forms.CharField(label=_("撤稿理由"), widget=forms.Textarea({"rows": 4}), max_length=1000)
    leads = forms.ChoiceField(
        label=_("撤下以后，打开原网址的读者看到"),
        required=False,
        initial=GONE,
        widget=forms.RadioSelect,
        choices=[
            (GONE, _("显示“已撤下”（410，搜索引擎会随之删除）")),
            (PAGE, _("转到本站的另一页")),
            (ADDRESS, _("转到填写的网址")),
        ],
    )
    target = forms.ChoiceField(label=_("本站的另一页"), required=False)
    address = forms.CharField(
        label=_("要转到的网址"),
        required=False,
        max_length=leading.LONGEST,
        help_text=_("从浏览器地址栏复制。集群里任何站点的公开网页都可以；它以后换了网址也会跟着走。"),
    )
    outside = forms.BooleanField(label=_("我已核对：这个网站不在本集群内，内容可靠，可以把读者转过去"), required=False)
    copies = forms.MultipleChoiceField(label=_("同时申请撤下"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, document: Document | None, copies: list[Copy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document = document
        self.held = copies
        self.needs_confirmation = False
        pages = offered(document) if document is not None else []
        self._set("target", [("", _("请选择")), *pages])
        self._set("copies", [(copy.value, copy.document.title) for copy in copies if copy.page is not None])

    def _set(self, name: str, choices: list[Any]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    @property
    def leads_to(self) -> str:
        """Where the address is to lead, as the store keeps it."""
        return str(self.cleaned_data["leads_to"])

    def clean(self) -> dict[str, Any]:
        """Work out where the address leads; what cannot be is said at the field."""
        data: dict[str, Any] = super().clean() or {}
        chosen = data.get("leads") or GONE
        field = {PAGE: "target", ADDRESS: "address"}.get(chosen)
        data["leads_to"] = ""
        if field is None or field in self.errors or self.document is None:
            return data
        given = str(data.get(field) or "").strip()
        if not given:
            self.add_error(field, _("请选择要转到的页面。") if field == "target" else _("请填写要转到的网址。"))
            return data
        try:
            if field == "address":
                leading.demand_address(given)
                given = leading.as_chosen(given, self.document.site)
            leading.demand(self.document, given)
        except Refused as reason:
            self.add_error(field, str(reason))
            return data
        if leading.is_outside(given) and not data.get("outside"):
            self.needs_confirmation = True
            self.add_error("outside", _("这个网址不属于本集群的任何网站。确要转过去，请在这里确认后再送审。"))
        data["leads_to"] = given
        return data

    def chosen_copies(self) -> list[Copy]:
        """Return the copies that are to be withdrawn too."""
        chosen = set(self.cleaned_data.get("copies") or ())
        return [copy for copy in self.held if copy.value in chosen]
