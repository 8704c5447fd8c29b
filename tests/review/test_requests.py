"""Moves, old versions, hours: what else goes through the chain."""

from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision

from cms.pages.keys import key_of
from cms.pages.models import ArticlePage, ColumnPage
from cms.pages.models.base import PublicPage
from cms.review import actions, requests, scheduling
from cms.review.versions_once_public import versions_of
from sites.store import clock
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry, Document, OutboxEntry, ScheduledAdmission
from tests.accounts.offices import Office


def document(page: PublicPage) -> Document:
    return Document.objects.get(key=key_of(page))


def second_column(office: Office, slug: str = "xwdt", title: str = "新闻动态") -> ColumnPage:
    column = ColumnPage(title=title, slug=slug, lists="news", description="新闻", live=False)
    type(office.home).objects.get(pk=office.home.pk).add_child(instance=column)
    column.save_revision(user=office.editor)
    return column


def edited(page: PublicPage, office: Office, **changes: object) -> PublicPage:
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=office.editor)
    return type(page).objects.get(pk=page.pk)


def pass_both(office: Office, page: PublicPage) -> None:
    actions.approve(page, office.first)
    office.signed(page)


def test_a_move_goes_through_the_chain_and_keeps_the_address(portal: Office) -> None:
    page, target = portal.article(), second_column(portal)
    portal.publish(page)
    before = document(page)
    assert target.pk not in [column.pk for column in requests.columns_for(page)]  # not public yet
    portal.publish(target)
    page = edited(page, portal, title="还没有送审的新标题")
    with pytest.raises(Refused, match="理由"):
        requests.request_move(page, portal.editor, target, " ")
    requests.request_move(page, portal.editor, target, "归错了栏目")
    assert document(page).column == key_of(portal.column)
    actions.approve(page, portal.first)
    actions.approve(page, portal.sign)  # nothing new is put before the public: no secrecy form
    after = document(page)
    assert after.column == key_of(target) and after.path == before.path and after.payload == before.payload
    moved = ArticlePage.objects.get(pk=page.pk)
    assert moved.is_child_of(target) and moved.get_latest_revision_as_object().title == "还没有送审的新标题"
    approval = after.last_approval
    pass_after = [entry.act for entry in AuditEntry.objects.filter(subject=key_of(page)).order_by("id")]
    assert "submit move" in pass_after and approval > before.last_approval
    portal.publish(moved)  # the draft goes its own way afterwards
    assert document(page).title == "还没有送审的新标题" and document(page).column == key_of(target)


def test_only_a_fitting_public_column_of_the_same_edition(portal: Office, township: Office) -> None:
    page = portal.article()
    target = second_column(portal)
    portal.publish(target)
    with pytest.raises(Refused, match="还没有公开"):
        requests.request_move(page, portal.editor, target, "理由")
    portal.publish(page)
    for wrong in (township.column, portal.column):
        with pytest.raises(Refused, match="请选择"):
            requests.request_move(page, portal.editor, wrong, "理由")
    with pytest.raises(Refused, match="不是本站点的编辑"):
        requests.request_move(page, township.editor, target, "理由")


def test_a_returned_move_leaves_everything(portal: Office) -> None:
    page, target = portal.article(), second_column(portal)
    portal.publish(page)
    portal.publish(target)
    requests.request_move(page, portal.editor, target, "归错了栏目")
    changes = OutboxEntry.objects.count()
    actions.send_back(page, portal.first, "没有归错")
    assert actions.current_state(page) is None and OutboxEntry.objects.count() == changes
    assert document(page).column == key_of(portal.column)


def test_an_old_version_comes_back_through_the_chain(portal: Office) -> None:
    page = portal.article("原来的标题")
    portal.publish(page)
    old = document(page).digest
    page = edited(page, portal, title="后来的标题")
    portal.publish(page)
    listed = versions_of(page, document(page).digest)
    assert [(version.title, version.is_public) for version in listed] == [("后来的标题", True), ("原来的标题", False)]
    assert listed[1].people == [portal.first.username, portal.sign.username]
    with pytest.raises(Refused, match="就是现在公开"):
        requests.restore(page, portal.editor, listed[0])
    actions.submit(edited(page, portal, title="正在审的标题"), portal.editor)
    with pytest.raises(Refused, match="先撤回送审"):
        requests.restore(page, portal.editor, listed[1])
    actions.current_state(page).cancel(user=portal.editor)
    requests.restore(page, portal.editor, listed[1])
    assert document(page).title == "后来的标题"
    pass_both(portal, page)
    assert document(page).digest == old and document(page).title == "原来的标题"


def test_a_withdrawn_document_comes_back_only_by_new_approvals(portal: Office) -> None:
    page = portal.article("原来的标题")
    portal.publish(page)
    actions.request_withdrawal(page, portal.editor, "内容有误")
    actions.approve(page, portal.first)
    actions.approve(page, portal.sign)
    assert not document(page).is_public
    requests.restore(page, portal.editor, versions_of(page)[0])
    assert actions.waiting_at(page).task.specific.stage == "first"
    pass_both(portal, page)
    assert document(page).is_public


def test_signed_content_waits_for_its_hour(portal: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    hour = timezone.now().replace(second=30, microsecond=0) + timedelta(hours=2)
    page = edited(portal.article(), portal, go_live_at=hour, expire_at=hour + timedelta(days=1))
    portal.publish(page)
    waiting = ScheduledAdmission.objects.get(key=key_of(page))
    assert waiting.due_at == hour.replace(second=0) and not Document.objects.filter(key=key_of(page)).exists()
    assert not ArticlePage.objects.get(pk=page.pk).live
    call_command("publish_scheduled")
    assert scheduling.admit_due() == 0
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(minutes=1))
    assert scheduling.admit_due() == 1
    published = ArticlePage.objects.get(pk=page.pk)
    assert document(page).is_public and published.live and published.live_revision_id == published.latest_revision_id
    assert actions.current_state(page) is None
    later = edited(published, portal, title="之后的改动", go_live_at=None, expire_at=None)
    actions.submit(later, portal.editor)
    actions.current_state(later).cancel(user=portal.editor)
    assert scheduling.withdraw_due() == 0
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(days=1, minutes=1))
    assert scheduling.withdraw_due() == 1
    assert not document(page).is_public and not ArticlePage.objects.get(pk=page.pk).live


def test_an_editor_cancels_what_waits(portal: Office, township: Office) -> None:
    page = edited(portal.article(), portal, go_live_at=timezone.now() + timedelta(hours=2))
    portal.publish(page)
    with pytest.raises(Refused, match="不是本站点的编辑"):
        scheduling.cancel(page, township.editor)
    scheduling.cancel(page, portal.editor)
    assert not ScheduledAdmission.objects.exists()
    assert AuditEntry.objects.filter(act="cancel schedule", person=portal.editor.username).exists()
    with pytest.raises(Refused, match="没有等待"):
        scheduling.cancel(page, portal.editor)


def test_the_hours_are_part_of_what_is_approved(portal: Office) -> None:
    page = edited(portal.article(), portal, go_live_at=timezone.now() + timedelta(hours=2))
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    revision = Revision.objects.get(pk=page.latest_revision_id)
    revision.content["go_live_at"] = (timezone.now() + timedelta(minutes=5)).isoformat()
    revision.save()
    with pytest.raises(NotApproved, match="有改动"):
        portal.signed(page)


def test_hours_that_cannot_be_kept_are_told_at_once(portal: Office) -> None:
    past: datetime = timezone.now() - timedelta(hours=2)
    with pytest.raises(Refused, match="到期时间已过"):
        actions.submit(edited(portal.article(), portal, expire_at=past), portal.editor)


def test_wagtails_command_for_schedules_publishes_nothing(portal: Office) -> None:
    page = portal.article()
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    changes = OutboxEntry.objects.count()
    call_command("publish_scheduled")
    assert OutboxEntry.objects.count() == changes and not ArticlePage.objects.get(pk=page.pk).live
