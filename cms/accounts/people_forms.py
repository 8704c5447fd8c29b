"""The forms of the screen 人员与角色."""

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

from .models import Role


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("登录时输入，建好后不能改。建议用姓名拼音。"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none"}),
    )
    full_name = forms.CharField(
        label=_("姓名"),
        max_length=100,
        help_text=_("显示在审签记录里，请填真实姓名。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """A role at a site."""

    site = forms.ModelChoiceField(label=_("站点"), queryset=Site.objects.order_by("id"), empty_label=_("请选择"))
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("请选择")), *Role.choices])
