"""The form for a guard rule."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.inbox.forms.fields import CertaintyField, SiteField, SourceField


class GuardRuleForm(forms.Form):
    """How much one release may change or remove."""

    site = SiteField()
    changed_share = forms.IntegerField(
        label=_("一次发布改动的页面超过（%）"), min_value=0, max_value=100, help_text=_("100 表示改动再多也不暂缓。")
    )
    removed_share = forms.IntegerField(
        label=_("一次发布移除的页面或附件超过（%）"),
        min_value=0,
        max_value=100,
        help_text=_("100 表示移除再多也不暂缓。"),
    )
    minimum = forms.IntegerField(
        label=_("至少涉及多少个文件才算"), min_value=1, help_text=_("小网站改几页就超过比例，少于这个数不暂缓。")
    )
    source = SourceField()
    certainty = CertaintyField()
