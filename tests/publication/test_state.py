"""What the editor is told at each step of the way, and when something stops on it."""

from datetime import timedelta

import pytest

from cms.pages.keys import key_of
from cms.publication.listing import needing_help, own_keys, states_for
from cms.publication.reasons import is_template_error, reason_for
from cms.publication.state import Stage, state_of
from cms.review import actions
from sites.release.live.live import check_live
from sites.release.models import Task
from sites.release.publishing import release_pending
from sites.store import clock
from sites.store.models import Document, ScheduledAdmission

pytestmark = pytest.mark.django_db


def marks(state):
    return {step.code: step.mark for step in state.steps}


def asked_again() -> None:
    Task.objects.update(live_tried_at=None, tried_at=None, attempts=0)


def test_each_step_with_its_time_until_readers_see_it(portal):
    page = portal.article()
    assert state_of(key_of(page)) is None
    actions.submit(page, portal.editor)
    assert state_of(key_of(page)) is None
    actions.approve(page, portal.first)
    portal.signed(page)
    state = state_of(key_of(page))
    assert state.stage == Stage.QUEUED and not state.is_final
    assert marks(state) == {"approved": "done", "queued": "done", "built": "now", "live": "later"}
    release_pending()
    state = state_of(key_of(page))
    assert state.stage == Stage.BUILT and marks(state)["live"] == "now"
    check_live()
    state = state_of(key_of(page))
    assert state.stage == Stage.LIVE and state.is_final
    assert all(step.at for step in state.steps) and "打开公开地址核对" in state.sentence
    assert state.url.endswith(Document.objects.get(key=key_of(page)).path)


def test_a_newer_version_on_its_way_is_what_counts(portal):
    page = portal.article()
    portal.publish(page)
    release_pending()
    check_live()
    page.title = "第二版"
    page.save_revision(user=portal.editor)
    portal.publish(page)
    assert state_of(key_of(page)).stage == Stage.QUEUED
    release_pending()
    check_live()
    assert state_of(key_of(page)).stage == Stage.LIVE


def test_what_was_withdrawn_is_said_when_its_address_no_longer_opens(portal, var):
    page = portal.article()
    portal.publish(page)
    release_pending()
    check_live()
    actions.request_withdrawal(page, portal.editor, "内容有误")
    actions.approve(page, portal.first)
    actions.approve(page, portal.sign)
    state = state_of(key_of(page))
    assert state.stage == Stage.QUEUED and state.is_withdrawal
    release_pending()
    assert state_of(key_of(page)).label == "已撤下，正在核对"
    check_live()
    state = state_of(key_of(page))
    assert state.stage == Stage.WITHDRAWN and "已看不到" in state.sentence


def test_a_public_side_that_does_not_answer_is_said(portal, settings):
    settings.SUMU_LIVE_CHECK = ["127.0.0.1:1"]
    page = portal.article()
    portal.publish(page)
    release_pending()
    check_live()
    state = state_of(key_of(page))
    assert state.stage == Stage.BUILT and state.sentence == "尚未能从公开地址核对：连接被拒绝"


def test_what_is_scheduled_says_its_hour(portal):
    hour = clock.now() + timedelta(days=1)
    page = portal.article(go_live_at=hour)
    portal.publish(page)
    state = state_of(key_of(page))
    assert state.stage == Stage.SCHEDULED and "定于" in state.sentence
    ScheduledAdmission.objects.update(error="图片缺失。")
    state = state_of(key_of(page))
    assert state.stage == Stage.FAILED and "图片缺失" in state.sentence and "重新送审" in state.advice


def test_a_template_error_clears_the_editor_names_the_keeper_and_is_retried(portal):
    page = portal.article()
    portal.publish(page)
    release_pending()
    check_live()
    key = key_of(page)
    error = f"{Document.objects.get(key=key).path}: UndefinedError: 'headline' is undefined"
    page.title = "第二版"
    page.save_revision(user=portal.editor)
    portal.publish(page)
    release_pending()
    newest = Task.objects.filter(entry__document=key).latest("entry_id")
    Task.objects.filter(pk=newest.pk).update(built_at=None, error=error, attempts=1, tried_at=clock.now())
    newest.entry.released_at, newest.entry.error = None, error
    newest.entry.save()
    state = state_of(key)
    assert state.stage == Stage.FAILED and marks(state)["built"] == "stopped"
    assert "与您的稿件无关" in state.sentence and "高" in state.advice
    assert state.last_good_at and state.technical == error
    failing, theme = needing_help(portal.editor)
    assert [one.key for one in failing] == [key] and not theme
    failing, theme = needing_help(portal.admin)
    assert [one.key for one in failing] == [key] and theme == error
    assert needing_help(portal.first) == ([], "")
    asked_again()
    release_pending()
    check_live()
    assert state_of(key).stage == Stage.LIVE and needing_help(portal.admin) == ([], "")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("xw/1.html: Altered: 公开文档的内容与审批时不一致", "防篡改"),
        ("xw/1.html: BlobMissing: ab.webp", "原文件缺失"),
        ("xw/1.html: RecursionError: too deep", "没能生成"),
        ("磁盘空间不足，网站保持原样；腾出空间后自动继续。（OSError: full）", "磁盘空间不足"),
    ],
)
def test_other_reasons_in_words(portal, error, said):
    reason = reason_for(error)
    assert said in reason.sentence and reason.technical == error
    assert "OSError" not in reason.sentence and not is_template_error(error)


def test_another_page_that_fails_is_told_apart_from_ones_own(portal):
    page = portal.article()
    portal.publish(page)
    document = Document.objects.get(key=key_of(page))
    reason = reason_for("tzgg/list-1.html: RecursionError: too deep", document)
    assert "没有问题" in reason.sentence and "tzgg/list-1.html" in reason.sentence


def test_whose_documents_somebody_sees(portal):
    page = portal.article()
    portal.publish(page)
    key = key_of(page)
    assert own_keys(portal.editor)[0] == key
    assert key in {state.key for state in states_for(portal.editor)}
    assert key in {state.key for state in states_for(portal.admin)}
    assert not states_for(portal.first)
    assert key in {state.key for state in states_for(portal.admin, "waiting")}
    assert not states_for(portal.admin, "failed")
    release_pending()
    release_pending()
    check_live()
    assert key not in {state.key for state in states_for(portal.admin, "waiting")}
