"""The forms of a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PassForm(forms.Form):
    """Pass, with a note if there is anything to say."""

    comment = forms.CharField(label=_("意见"), required=False, widget=forms.Textarea({"rows": 2}), max_length=1000)


class ReturnForm(forms.Form):
    """Return, always with a reason."""

    comment = forms.CharField(label=_("退回理由"), widget=forms.Textarea({"rows": 3}), max_length=1000)


class WithdrawalForm(forms.Form):
    """Ask for a withdrawal, always with a reason."""

    reason = forms.CharField(label=_("撤稿理由"), widget=forms.Textarea({"rows": 4}), max_length=1000)
