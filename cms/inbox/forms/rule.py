"""The form for which stages are demanded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sites.store.models import Approval
from sites.store.rules import CHOSEN

from .. import labels
from .fields import CertaintyField, SiteField, SourceField

ACTIONS = [choice for choice in Approval.Action.choices if choice[0] != Approval.Action.EMERGENCY]


class ScopeForm(forms.Form):
    """Whose rules are shown."""

    site = SiteField()


class RuleForm(forms.Form):
    """One rule."""

    site = SiteField()
    action = forms.ChoiceField(label=_("事项"), required=False, choices=[("", _("全部事项")), *ACTIONS])
    kind = forms.ChoiceField(label=_("内容类别"), required=False, choices=[("", _("全部类别")), *labels.KINDS.items()])
    stages = forms.MultipleChoiceField(
        label=_("须经环节"),
        required=False,
        choices=[(stage.value, stage.label) for stage in CHOSEN],
        widget=forms.CheckboxSelectMultiple,
    )
    source = SourceField()
    certainty = CertaintyField()
