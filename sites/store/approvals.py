"""Recording approvals, and judging whether there are enough of them for exact content."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sites.registry.models import Site

from . import audit, clock, rules, secrecy
from .content import canonical_json
from .models import Approval
from .rules import MINIMUM_PERSONS

MAY_HAVE_WRITTEN = (Approval.Stage.DECLARE,)
"""Stages that an author may pass: whoever writes an emergency notice may be the one who asks for it."""


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
    form: Mapping[str, Any] | None = None,
    on_behalf_of: str = "",
    shown: str = "",
) -> Approval:
    """Record that ``person`` passed ``stage`` for exactly the content with this ``digest``.

    ``person``, ``on_behalf_of`` (who delegated the stage) and ``authors`` are user names; ``authors`` is everyone who
    contributed to the content; approvals up to the id ``after`` belong to an earlier decision and do not count.
    ``form`` is the secrecy form as ``secrecy.filled`` returns it, ``shown`` the digest of what the person saw.
    Raises ``NotApproved`` when the person, or whoever they act for, contributed to it or passed another
    stage for it already, and when the form is missing where it is always due.
    """
    contributors = sorted(set(authors))
    acting = {person, on_behalf_of} - {""}
    if stage not in MAY_HAVE_WRITTEN and acting & set(contributors):
        raise NotApproved(_("您参与了本稿的编写，不能审核自己的稿件。"))
    given = Approval.objects.filter(action=action, subject=subject, digest=digest, id__gt=after)
    if given.filter(Q(person__in=acting) | Q(on_behalf_of__in=acting)).exists():
        raise NotApproved(_("您已通过本稿的另一个环节，同一人不能审两个环节。"))
    if secrecy.is_due(action, stage, [stage, Approval.Stage.SECRECY]) and not secrecy.is_complete(form or {}):
        raise NotApproved(_("请先填写保密审查表。"))
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
        form=dict(form or {}),
        on_behalf_of=on_behalf_of,
        shown=shown,
    )
    approval.save()
    behalf = {"on_behalf_of": on_behalf_of} if on_behalf_of else {}
    kept = {"approval": approval.pk, "evidence": evidence_of(approval)}
    audit.record(person, f"approve {action}", subject, digest, site=site.key, role=stage, stage=stage, **behalf, **kept)
    return approval


def evidence_of(approval: Approval) -> str:
    """Return the digest of everything that ``approval`` says; the trail holds it, so that nobody alters an approval."""
    said = {
        name: getattr(approval, name)
        for name in (
            *("action", "stage", "subject", "digest", "person", "person_name", "authors", "note", "form"),
            *("on_behalf_of", "shown"),
        )
    }
    said |= {"site": approval.site.key, "at": int(approval.at.timestamp())}
    return hashlib.sha256(canonical_json(said)).hexdigest()


def required_stages(site: Site, kind: str, action: str = Approval.Action.PUBLISH) -> list[str]:
    """Return the stages that ``action`` on this ``kind`` must pass at ``site``.

    Raises ``NotApproved`` when no rule covers it: without a rule nothing is let in.
    """
    try:
        return rules.required_stages(site, kind, action)
    except rules.NoRule as missing:
        raise NotApproved(str(missing)) from missing


def demand(
    *, action: str, site: Site, kind: str, subject: str, digest: str, authors: Iterable[str], after: int = 0
) -> list[Approval]:
    """Return the approvals that let this content through.

    Every required stage must have been passed for exactly this ``digest``, by different persons, at
    least ``MINIMUM_PERSONS`` of them, none of whom contributed to it; where something new is put before the public, one
    of them filled in the secrecy form. Approvals up to the id ``after`` were used up by an earlier decision: an old
    approval cannot bring a withdrawn or replaced version back. Raises ``NotApproved`` otherwise.
    """
    approvals = list(
        Approval.objects.filter(action=action, site=site, subject=subject, digest=digest, id__gt=after).order_by("id")
    )
    contributors = set(authors).union(*(approval.authors for approval in approvals))
    stages = required_stages(site, kind, action)
    valid = {
        approval.stage: approval
        for approval in approvals
        if approval.stage in stages and (approval.stage in MAY_HAVE_WRITTEN or not _people(approval) & contributors)
    }
    missing = [stage for stage in stages if stage not in valid]
    if missing:
        labels = "、".join(str(Approval.Stage(stage).label) for stage in missing)
        raise NotApproved(_("这一版内容缺少审签：%(stages)s。") % {"stages": labels})
    _demand_different_persons(valid)
    if action in secrecy.DEMANDED and not any(
        approval.stage in secrecy.ANSWERING and secrecy.is_complete(approval.form) for approval in valid.values()
    ):
        raise NotApproved(_("这一版内容还没有人填写保密审查表。"))
    return list(valid.values())


def _people(approval: Approval) -> set[str]:
    return {approval.person, approval.on_behalf_of} - {""}


def _demand_different_persons(valid: Mapping[str, Approval]) -> None:
    """Refuse when one person stands behind two stages, in person or by delegating."""
    people = [_people(approval) for approval in valid.values()]
    if len(people) >= MINIMUM_PERSONS and len(set().union(*people)) == sum(len(one) for one in people):
        return
    raise NotApproved(
        ngettext(
            "这一版内容须由至少 %(count)d 人分别审核。",
            "这一版内容须由至少 %(count)d 人分别审核。",
            MINIMUM_PERSONS,
        )
        % {"count": MINIMUM_PERSONS}
    )
