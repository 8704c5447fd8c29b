"""The first person: asking for an emergency, with a reason and an end (提出)."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.inbox import items
from cms.pages.content import Incomplete
from cms.pages.content import content_of as content_of_page
from cms.pages.models.base import ListedPage
from sites.registry.models import Site
from sites.store import approvals, audit, clock, settled, versions
from sites.store.admit import Refused, demand_publishable
from sites.store.models import Approval
from sites.store.settling import banner

from . import limits
from .asked import asked_by, changes_of, with_end
from .authors import authors_of
from .models import EmergencyRecord
from .rights import may_declare
from .waiting import SOURCE, url_of


@transaction.atomic
def declare_notice(
    sites: Sequence[Site] | None,
    texts: Mapping[str, str],
    *,
    reason: str,
    ends_at: datetime,
    user: Any,
    link: str = "",
) -> EmergencyRecord:
    """Ask for a notice on ``sites``, on all of them for None; nothing is public yet.

    ``texts`` holds the notice by language; ``link`` may be the key of a document. Raises ``Refused`` with a sentence.
    """
    site = _deciding(sites)
    said = {code: text.strip() for code, text in texts.items() if text.strip()}
    record = _new(EmergencyRecord.Kind.NOTICE, site, reason, ends_at, user)
    record.keys = [banner.EVERYWHERE] if sites is None else sorted(one.key for one in sites)
    record.texts, record.link = said, link
    record.title = (said.get("zh-hans") or next(iter(said.values()), ""))[:255]
    for change in changes_of(record):
        settled.applier_of(change.kind).validate(change)
    return _declared(record, user)


@transaction.atomic
def declare_document(page: ListedPage, *, reason: str, ends_at: datetime, user: Any) -> EmergencyRecord:
    """Ask for the newest draft of ``page`` to become public until ``ends_at``; nothing is public yet.

    What is asked for is frozen: later changes of the draft are not part of it. Raises ``Refused`` with a sentence.
    """
    from cms.checks.run import check_before_submission

    revision = page.latest_revision
    draft = revision.as_object() if revision is not None else page
    if revision is None or not isinstance(draft, ListedPage):
        raise Refused(_("请先保存草稿；首页和栏目不能应急发布。"))
    record = _new(EmergencyRecord.Kind.DOCUMENT, draft.site, reason, ends_at, user)
    try:
        content = content_of_page(draft)
    except Incomplete as error:
        raise Refused(str(error)) from error
    demand_publishable(content)
    check_before_submission(draft, content)
    frozen = with_end(content, record.ends_at)
    record.digest = versions.keep(frozen)
    record.page, record.revision, record.title = page.pk, revision.pk, draft.title[:255]
    record.authors = sorted(authors_of(draft, revision))
    record.keys = [draft.site.key]
    return _declared(record, user)


@transaction.atomic
def cancel(record: EmergencyRecord, user: Any) -> EmergencyRecord:
    """Take back what nobody has confirmed yet; whoever asked may (撤回)."""
    record = EmergencyRecord.objects.select_for_update().get(pk=record.pk)
    if not record.is_waiting or record.declared_by != user.get_username():
        raise Refused(_("只有提出人可以在确认之前撤回。"))
    record.cancelled_at = clock.now()
    record.save(update_fields=["cancelled_at"])
    items.close_items(SOURCE, record.uid)
    audit.record(user.get_username(), "cancel emergency", record.uid, record.digest, site=record.site.key)
    return record


def _deciding(sites: Sequence[Site] | None) -> Site:
    if sites is not None and not sites:
        raise Refused(_("请选择站点。"))
    if sites is not None and len(sites) == 1:
        return sites[0]
    portal = Site.objects.filter(kind=Site.Kind.PORTAL).order_by("key").first()
    if portal is None:
        raise Refused(_("集群没有门户网站，不能向多个站点发布应急通知。"))
    return portal


def _new(kind: str, site: Site, reason: str, ends_at: datetime, user: Any) -> EmergencyRecord:
    now = clock.now()
    if not may_declare(user, site):
        raise Refused(_("您在“%(site)s”没有编辑、签发或站点管理员的角色，不能提出应急发布。") % {"site": site.name})
    if not reason.strip():
        raise Refused(_("请写明应急发布的理由。"))
    if not now < ends_at <= now + limits.longest():
        days = limits.limit().value
        raise Refused(_("结束时间须在现在之后、%(days)d 天之内。") % {"days": days})
    return EmergencyRecord(
        uid=uuid.uuid4().hex,
        kind=kind,
        site=site,
        reason=reason.strip(),
        ends_at=timezone.localtime(ends_at, timezone.get_default_timezone()).replace(microsecond=0),
        declared_by=user.get_username(),
        declared_by_name=user.get_full_name() or user.get_username(),
        declared_at=now,
        authors=[user.get_username()],
    )


def _declared(record: EmergencyRecord, user: Any) -> EmergencyRecord:
    record.save()
    for asked in asked_by(record):
        approvals.approve(
            action=Approval.Action.EMERGENCY,
            stage=Approval.Stage.DECLARE,
            site=record.site,
            subject=asked.subject,
            digest=asked.digest,
            person=user.get_username(),
            person_name=record.declared_by_name,
            authors=record.authors,
            note=record.reason,
            after=asked.after,
        )
    items.open_item(
        source=SOURCE,
        reference=record.uid,
        site=record.site,
        stage=Approval.Stage.CONFIRM,
        title=record.title,
        language="zh-hans",
        url=url_of(record),
        excluded={*record.authors, record.declared_by},
        action=Approval.Action.EMERGENCY,
    )
    audit.record(
        user.get_username(),
        "declare emergency",
        record.uid,
        record.digest,
        site=record.site.key,
        reason=record.reason,
        keys=record.keys,
        ends_at=record.ends_at.isoformat(timespec="seconds"),
    )
    return record
