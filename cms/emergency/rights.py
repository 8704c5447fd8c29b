"""Who may ask, confirm and review in an emergency."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.accounts.models import Role, SiteRole
from cms.inbox.delegation import acting_for, stages_of
from sites.registry.models import Site
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .models import EmergencyRecord

DECLARING = (Role.EDITOR, Role.SIGN, Role.SITE_ADMIN)
CONFIRMING = (Role.SIGN, Role.SECRECY)


def sites_to_declare(user: Any) -> list[Site]:
    """Return the sites where ``user`` may ask for an emergency; none for a superuser."""
    if not user.is_authenticated or not user.is_active or user.is_superuser:
        return []
    held = SiteRole.objects.filter(user=user.pk, role__in=DECLARING).values_list("site", flat=True)
    return list(Site.objects.filter(pk__in=held).order_by("pk"))


def may_declare(user: Any, site: Site) -> bool:
    """Return whether ``user`` may ask for an emergency at ``site``."""
    return site in sites_to_declare(user)


def right_to(stage: str, record: EmergencyRecord, user: Any, excluded: Iterable[str]) -> str:
    """Return on whose behalf ``user`` may pass ``stage`` of ``record``, empty for their own right.

    Raises ``NotApproved`` with a sentence when they may not. ``excluded`` are those who took part already.
    """
    involved = {name for name in excluded if name}
    behalf = acting_for(user, record.site, stage, involved)
    if behalf is None:
        label = Approval.Stage(stage).label
        raise NotApproved(_("您在“%(site)s”不能办理“%(stage)s”。") % {"site": record.site.name, "stage": label})
    if {user.get_username(), behalf} & involved:
        raise NotApproved(_("您参与了这次应急发布或稿件的编写，须由另一个人办理。"))
    return behalf


def refusal_to(stage: str, record: EmergencyRecord, user: Any, excluded: Iterable[str]) -> str:
    """Return why ``user`` may not pass ``stage``, empty when they may."""
    try:
        right_to(stage, record, user, excluded)
    except NotApproved as reason:
        return str(reason)
    return ""


def people_of(record: EmergencyRecord) -> set[str]:
    """Return everyone who took part: authors, whoever asked, confirmed, or let somebody confirm."""
    return {*record.authors, record.declared_by, record.confirmed_by, record.confirmed_for} - {""}


def visible(user: Any) -> "QuerySet[EmergencyRecord]":
    """Return the records that ``user`` may see: of the sites where they hold a role or stand in for one who does."""
    records = EmergencyRecord.objects.select_related("site")
    if user.is_superuser:
        return records
    own = set(SiteRole.objects.filter(user=user.pk).values_list("site_id", flat=True))
    return records.filter(site__in=own | {site for site, _stage, _behalf in stages_of(user)})


def has_part(user: Any) -> bool:
    """Return whether the emergency screens concern ``user`` at all."""
    if user.is_superuser:
        return False
    return SiteRole.objects.filter(user=user.pk).exists()
