"""Which stages are demanded (审签规则), and changing that."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sites.registry.models import Site

from . import audit
from .models import Approval, ApprovalRule

CHOSEN = (Approval.Stage.FIRST, Approval.Stage.SECOND, Approval.Stage.SECRECY, Approval.Stage.SIGN)
"""The stages that a rule may ask for, in the order in which they are passed."""

EMERGENCY = (Approval.Stage.DECLARE, Approval.Stage.CONFIRM)
"""The stages of the emergency way; no rule changes them."""

MINIMUM_PERSONS = 2
"""Nothing becomes public on fewer approvers than this, whatever an office's own rule says."""


class NoRule(LookupError):
    """Raised when no rule covers what is asked: without a rule nothing is let in."""


class BadRule(ValueError):
    """Raised for a rule that would let something through too easily; the message is for whoever set it."""


def required_stages(site: Site, kind: str, action: str = Approval.Action.PUBLISH) -> list[str]:
    """Return the stages that ``action`` on this ``kind`` must pass at ``site``. Raises ``NoRule``."""
    if action == Approval.Action.EMERGENCY:
        return [str(stage) for stage in EMERGENCY]
    everywhere = Q(site=site) | Q(site__isnull=True)
    rules = ApprovalRule.objects.filter(everywhere, action__in=(action, ""), kind__in=(kind, ""))
    best = max(rules, key=lambda rule: (rule.site_id is not None, rule.action != "", rule.kind != ""), default=None)
    if best is None:
        raise NoRule(_("没有适用的审签规则，请管理员先设置。"))
    return list(best.stages)


@transaction.atomic
def set_rule(
    site: Site | None, action: str, kind: str, stages: Sequence[str], *, source: str, certainty: str, by: str
) -> ApprovalRule:
    """Demand ``stages`` for ``action`` on ``kind`` at ``site``; None and empty texts stand for all of them.

    ``by`` is the user name of whoever decided it. Raises ``BadRule`` for fewer than two stages, unknown
    ones, or none that answers for secrecy.
    """
    chosen = [str(stage) for stage in CHOSEN if stage in stages]
    if len(chosen) != len(set(stages)):
        raise BadRule(_("有不认识的审签环节。"))
    if len(chosen) < MINIMUM_PERSONS:
        raise BadRule(_("至少要有 %(count)d 个环节，由不同的人办理。") % {"count": MINIMUM_PERSONS})
    if Approval.Stage.SIGN not in chosen and Approval.Stage.SECRECY not in chosen:
        raise BadRule(_("须有“签发”或“保密审查”，由其填写保密审查表。"))
    if action == Approval.Action.EMERGENCY:
        raise BadRule(_("应急发布的环节是固定的：一人提出，另一人确认。"))
    rule = ApprovalRule.objects.filter(site=site, action=action, kind=kind).first() or ApprovalRule(
        site=site, action=action, kind=kind
    )
    before = list(rule.stages)
    rule.stages, rule.source, rule.certainty = chosen, source.strip(), certainty.strip()
    rule.save()
    audit.record(by, "set rule", f"{action or '*'}/{kind or '*'}", site=_key(site), before=before, stages=chosen)
    return rule


@transaction.atomic
def remove_rule(rule: ApprovalRule, *, by: str) -> None:
    """Remove ``rule``, so that the more general one counts. Raises ``BadRule`` for the one that covers everything."""
    if rule.site is None and not rule.action and not rule.kind:
        raise BadRule(_("通用规则不能删除，只能修改。"))
    subject = f"{rule.action or '*'}/{rule.kind or '*'}"
    audit.record(by, "remove rule", subject, site=_key(rule.site), stages=list(rule.stages))
    rule.delete()


def _key(site: Site | None) -> str:
    return site.key if site is not None else ""
