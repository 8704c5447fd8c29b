"""The forms of one's own log-in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import PasswordState
from .redeem_code import redeem_code


class TokenForm(forms.Form):
    """Asks for the six digits, or a backup code."""

    token = forms.CharField(
        label=gettext_lazy("验证码"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class NewPasswordForm(PasswordChangeForm):
    """Asks for the old password, the enabling code where there is one, and the new password twice."""

    code = forms.CharField(label=gettext_lazy("启用码"), max_length=20, widget=forms.TextInput({"autocomplete": "off"}))
    field_order = ("old_password", "code", "new_password1", "new_password2")

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(user, *args, **more)
        if not PasswordState.objects.filter(user=user, needs_code=True).exists():
            del self.fields["code"]
        else:
            self.fields["code"].help_text = _("安全保密管理员启用账号时给您的。")
        self.fields["old_password"].label = _("现在的密码")
        self.fields["new_password1"].label = _("新密码")
        self.fields["new_password2"].label = _("再输一遍新密码")

    def clean_code(self) -> str:
        """Refuse a wrong code."""
        code: str = self.cleaned_data["code"]
        if not redeem_code(self.user, code):
            raise ValidationError(_("启用码不对。输错五次账号会停用，请向安全保密管理员核对。"))
        return code
