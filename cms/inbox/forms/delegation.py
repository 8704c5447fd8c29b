"""The form that lets somebody else decide."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.accounts.models import SiteRole
from sites.registry.models import Site

from .. import labels
from ..delegation import REVIEWING, today
from .fields import DayField, SiteField


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person, by full name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name that the list shows."""
        full, name = obj.get_full_name(), obj.get_username()
        return f"{full}（{name}）" if full else str(name)


class GiverForm(forms.Form):
    """Whose stages are to be delegated; for the security administrator."""

    giver = PersonField(None, label=_("缺席的人"), empty_label=_("请选择"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = SiteRole.objects.filter(role__in=REVIEWING).values("user")
        self.fields["giver"].queryset = _people().filter(pk__in=held)  # type: ignore[attr-defined]


class DelegationForm(forms.Form):
    """To whom, for what, from when to when, and why."""

    to_user = PersonField(None, label=_("受托人"), empty_label=_("请选择"))
    site = SiteField(empty_label=_("担任审签的全部站点"))
    stage = forms.ChoiceField(label=_("环节"), required=False)
    first_day = DayField(label=_("从（含当日）"))
    last_day = DayField(label=_("到（含当日）"))
    reason = forms.CharField(label=_("事由"), max_length=200, help_text=_("例如：出差、休假。记入操作记录。"))

    def __init__(self, giver: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        held = SiteRole.objects.filter(user=giver, role__in=REVIEWING)
        sites, roles = set(held.values_list("site_id", flat=True)), set(held.values_list("role", flat=True))
        self.fields["to_user"].queryset = candidates(giver, sites)  # type: ignore[attr-defined]
        self.fields["site"].queryset = Site.objects.filter(pk__in=sites).order_by("name")  # type: ignore[attr-defined]
        own = [(role, labels.role(role)) for role in REVIEWING if role in roles]
        self.fields["stage"].choices = [("", _("担任的全部环节")), *own]  # type: ignore[attr-defined]
        self.fields["first_day"].initial = today()


def candidates(giver: Any, sites: set[int]) -> "QuerySet[Any]":
    """Return those who may stand in at one of ``sites``: colleagues there, and the portal's reviewers."""
    fit = Q(site__in=sites) | Q(site__kind=Site.Kind.PORTAL, role__in=REVIEWING)
    return _people().filter(pk__in=SiteRole.objects.filter(fit).values("user")).exclude(pk=giver.pk)


def _people() -> "QuerySet[Any]":
    people = get_user_model().objects.filter(is_active=True, is_superuser=False, cluster_role__isnull=True)
    return people.order_by("first_name", "last_name", "username")
