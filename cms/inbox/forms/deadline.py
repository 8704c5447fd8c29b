"""The form for how long a stage may take."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import labels
from ..models import DeadlineRule
from .fields import CertaintyField, SiteField, SourceField


class DeadlineForm(forms.Form):
    """One deadline."""

    site = SiteField()
    stage = forms.ChoiceField(
        label=_("环节"),
        required=False,
        choices=[("", _("全部环节")), *((code, labels.stage(code)) for code in labels.WAITING_STAGES)],
    )
    kind = forms.ChoiceField(label=_("内容类别"), required=False, choices=[("", _("全部类别")), *labels.KINDS.items()])
    amount = forms.IntegerField(label=_("时限"), min_value=1)
    unit = forms.ChoiceField(
        label=_("单位"),
        choices=DeadlineRule.Unit.choices,
        help_text=_("收到当天不算；工作小时按工作日9点到17点计。"),
    )
    remind_before = forms.IntegerField(label=_("提前多久提醒（同一单位）"), min_value=0, initial=0)
    escalate_to = forms.ChoiceField(
        label=_("超期后由谁督办"), choices=[(code, labels.role(code)) for code in labels.OVERSEERS], initial="sign"
    )
    source = SourceField()
    certainty = CertaintyField()
