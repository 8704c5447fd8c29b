"""Which share of a site one release may change or remove, and changing that."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site
from sites.store import audit

from ..models import GuardRule

SHIPPED = {"changed_share": 50, "removed_share": 20, "minimum": 20}


class BadGuardRule(ValueError):
    """Raised for a rule that cannot be; the message is for whoever set it."""


def rule_for(site: Site) -> GuardRule:
    """Return the rule that counts for ``site``; without any in the table, the one that ships."""
    found = GuardRule.objects.filter(Q(site=site) | Q(site__isnull=True))
    return max(found, key=lambda rule: rule.site_id or 0, default=None) or GuardRule(**SHIPPED)


@transaction.atomic
def set_guard_rule(
    site: Site | None,
    *,
    changed_share: int,
    removed_share: int,
    minimum: int,
    source: str,
    certainty: str,
    by: str,
) -> GuardRule:
    """Hold releases of ``site`` (None: of every site without a rule of its own) that exceed these limits.

    Shares are percent, 100 holds nothing; ``minimum`` is from how many files on it counts. ``by`` is the user name of
    whoever decided it. Raises ``BadGuardRule``.
    """
    if not (0 <= changed_share <= 100 and 0 <= removed_share <= 100):
        raise BadGuardRule(_("比例须在 0 和 100 之间。"))
    if minimum < 1:
        raise BadGuardRule(_("起算文件数至少是 1。"))
    if not source.strip():
        raise BadGuardRule(_("请写明依据。"))
    rule = GuardRule.objects.select_for_update().filter(site=site).first() or GuardRule(site=site)
    before = _said(rule) if rule.pk else {}
    rule.changed_share, rule.removed_share, rule.minimum = changed_share, removed_share, minimum
    rule.source, rule.certainty = source.strip(), certainty.strip()
    rule.save()
    audit.record(by, "set guard rule", _subject(site), site=site.key if site else "", before=before, after=_said(rule))
    return rule


@transaction.atomic
def remove_guard_rule(rule: GuardRule, *, by: str) -> None:
    """Remove a site's own rule, so that the general one counts. Raises ``BadGuardRule`` for the general one."""
    if rule.site is None:
        raise BadGuardRule(_("通用规则不能删除，只能修改。"))
    audit.record(by, "remove guard rule", _subject(rule.site), site=rule.site.key, before=_said(rule))
    rule.delete()


def _said(rule: GuardRule) -> dict[str, int]:
    return {name: getattr(rule, name) for name in ("changed_share", "removed_share", "minimum")}


def _subject(site: Site | None) -> str:
    return f"guard:{site.key if site else '*'}"
