"""Recording approvals, and judging whether there are enough of them for exact content."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sites.registry.models import Site

from . import audit, clock
from .models import Approval, ApprovalRule

MINIMUM_PERSONS = 2
"""Nothing becomes public on fewer approvers than this, whatever an office's own rule says."""


class NotApproved(Exception):
    """Raised when content lacks the approvals it needs; the message is for the person who asked."""


@transaction.atomic
def approve(
    *,
    action: str,
    stage: str,
    site: Site,
    subject: str,
    digest: str,
    person: str,
    person_name: str,
    authors: Iterable[str],
    note: str = "",
    after: int = 0,
) -> Approval:
    """Record that ``person`` passed ``stage`` for exactly the content with this ``digest``.

    ``person`` and ``authors`` are user names; ``authors`` is everyone who contributed to the content; approvals up
    to the id ``after`` belong to an earlier decision and do not count. Raises ``NotApproved`` when the person
    contributed to it, or passed another stage for it already.
    """
    contributors = sorted(set(authors))
    if person in contributors:
        raise NotApproved(_("您参与了本稿的编写，不能审核自己的稿件。"))
    given = Approval.objects.filter(action=action, subject=subject, digest=digest, id__gt=after)
    if given.filter(person=person).exists():
        raise NotApproved(_("您已通过本稿的另一个环节，同一人不能审两个环节。"))
    approval = Approval(
        action=action,
        stage=stage,
        site=site,
        subject=subject,
        digest=digest,
        person=person,
        person_name=person_name,
        authors=contributors,
        note=note,
        at=clock.now(),
    )
    approval.save()
    audit.record(person, f"approve {action}", subject, digest, stage=stage, site=site.key)
    return approval


def required_stages(site: Site, kind: str) -> list[str]:
    """Return the stages that content of this ``kind`` must pass at ``site``.

    Raises ``NotApproved`` when no rule covers it: without a rule nothing is let in.
    """
    rules = ApprovalRule.objects.filter(Q(site=site) | Q(site__isnull=True), kind__in=(kind, ""))
    best = max(rules, key=lambda rule: (rule.site_id is not None, bool(rule.kind)), default=None)
    if best is None:
        raise NotApproved(_("没有适用的审签规则，请管理员先设置。"))
    return list(best.stages)


def demand(
    *, action: str, site: Site, kind: str, subject: str, digest: str, authors: Iterable[str], after: int = 0
) -> list[Approval]:
    """Return the approvals that let this content through.

    Every required stage must have been passed for exactly this ``digest``, by different persons, at
    least ``MINIMUM_PERSONS`` of them, none of whom contributed to it. Approvals up to the id ``after`` were
    used up by an earlier decision: an old approval cannot bring a withdrawn or replaced version back. Raises
    ``NotApproved`` otherwise.
    """
    approvals = list(Approval.objects.filter(action=action, site=site, subject=subject, digest=digest, id__gt=after))
    contributors = set(authors).union(*(approval.authors for approval in approvals))
    valid = {approval.stage: approval for approval in approvals if approval.person not in contributors}
    missing = [stage for stage in required_stages(site, kind) if stage not in valid]
    if missing:
        labels = "、".join(str(Approval.Stage(stage).label) for stage in missing)
        raise NotApproved(_("这一版内容缺少审签：%(stages)s。") % {"stages": labels})
    persons = {approval.person for approval in valid.values()}
    if len(persons) < MINIMUM_PERSONS or len(persons) < len(valid):
        raise NotApproved(
            ngettext(
                "这一版内容须由至少 %(count)d 人分别审核。",
                "这一版内容须由至少 %(count)d 人分别审核。",
                MINIMUM_PERSONS,
            )
            % {"count": MINIMUM_PERSONS}
        )
    return list(valid.values())
