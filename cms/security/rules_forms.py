"""The forms of the security administrator's rules."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SourceForm(forms.Form):
    """Where a rule comes from."""

    source = forms.CharField(label=_("依据"), max_length=200, help_text=_("文件名称和条款，或本单位决定的日期。"))
    certainty = forms.CharField(label=_("把握"), max_length=20, help_text=_("例如“条文已核”“本单位决定”。"))


class LimitForm(SourceForm):
    """One number."""

    value = forms.IntegerField(label=_("数值"))
    field_order = ("value", "source", "certainty")


class FactorForm(SourceForm):
    """Whether a role needs a second factor."""

    required = forms.BooleanField(label=_("登录时必须输入手机验证码"), required=False)
    field_order = ("required", "source", "certainty")
