"""From a draft to the public and back, through the functions that every button calls."""

import pytest
from wagtail.models import WorkflowState

from cms.pages.content import content_of
from cms.pages.keys import key_of
from cms.pages.models import ArticlePage
from cms.pages.status import State, exact_status
from cms.review import actions
from cms.review.models import StageTask
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, ApprovalRule, AuditEntry, Document
from tests.accounts.offices import Office, no_secrets, person


def stored(page: ArticlePage) -> Document | None:
    return Document.objects.filter(key=key_of(page)).first()


def test_two_stages_make_a_draft_public(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    assert stored(page) is None
    portal.signed(page, "同意")
    document = stored(page)
    assert document is not None and document.is_public
    page.refresh_from_db()
    assert document.digest == content_of(page).digest()
    assert page.live and not page.has_unpublished_changes
    assert exact_status(page).state == State.PUBLIC
    assert document.path.startswith("tzgg/") and page.full_url.endswith(document.path)
    given = Approval.objects.filter(subject=document.key)
    assert [(a.stage, a.person, a.authors) for a in given] == [
        ("first", "portal-first", ["portal-editor"]),
        ("sign", "portal-sign", ["portal-editor"]),
    ]
    assert AuditEntry.objects.filter(subject=document.key, act="submit publish").count() == 1


def test_a_withdrawal_goes_the_same_way(portal: Office) -> None:
    page = portal.article()
    portal.publish(page)
    with pytest.raises(Refused, match="理由"):
        actions.request_withdrawal(page, portal.editor, " ")
    actions.request_withdrawal(page, portal.editor, "内容有误")
    actions.approve(page, portal.first)
    assert stored(page).is_public
    portal.signed(page)
    assert stored(page).state == Document.State.WITHDRAWN
    page.refresh_from_db()
    assert not page.live and exact_status(page).state == State.WITHDRAWN
    assert page.full_url is None


def test_a_returned_withdrawal_leaves_the_document_public(portal: Office) -> None:
    page = portal.article()
    portal.publish(page)
    actions.request_withdrawal(page, portal.editor, "内容有误")
    actions.send_back(page, portal.first, "内容无误")
    assert stored(page).is_public
    assert actions.current_state(page) is None
    page.title = "改过的标题"
    page.save_revision(user=portal.editor)
    portal.publish(page)
    assert stored(page).title == "改过的标题"


def test_a_withdrawn_document_comes_back_only_with_new_approvals(portal: Office) -> None:
    page = portal.article()
    portal.publish(page)
    actions.request_withdrawal(page, portal.editor, "内容有误")
    actions.approve(page, portal.first)
    portal.signed(page)
    actions.submit(page, portal.editor)
    assert actions.waiting_at(page).task.specific.stage == "first"
    actions.approve(page, portal.first)
    portal.signed(page)
    assert stored(page).is_public


def test_a_returned_draft_starts_again_at_the_first_stage_when_it_changed(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    with pytest.raises(NotApproved, match="理由"):
        actions.send_back(page, portal.sign, "")
    actions.send_back(page, portal.sign, "标题不妥")
    assert actions.current_state(page).status == WorkflowState.STATUS_NEEDS_CHANGES
    page = ArticlePage.objects.get(pk=page.pk)
    page.title = "关于做好义务教育招生工作的通知"
    page.save_revision(user=portal.editor)
    actions.submit(page, portal.editor)
    assert actions.waiting_at(page).task.specific.stage == "first"
    actions.approve(page, portal.first)
    portal.signed(page)
    assert stored(page).title == "关于做好义务教育招生工作的通知"


def test_an_unchanged_draft_goes_back_to_where_it_was_returned(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    actions.send_back(page, portal.sign, "请核对日期")
    actions.submit(page, portal.editor)
    assert actions.waiting_at(page).task.specific.stage == "sign"
    portal.signed(page)
    assert stored(page).is_public


def test_whoever_wrote_it_does_not_review_it(portal: Office) -> None:
    page = portal.article()
    page.title = "初审员改过的标题"
    page.save_revision(user=portal.first)
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved, match="参与了本稿的编写"):
        actions.approve(page, portal.first)
    assert actions.waiting_at(page).task.specific.stage == "first"


def test_nobody_passes_two_stages(portal: Office) -> None:
    from cms.accounts.grant import grant

    grant(portal.first, portal.site, "sign", by="test")
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    with pytest.raises(NotApproved, match="另一个环节"):
        actions.approve(page, portal.first)
    assert stored(page) is None


def test_reviewers_of_another_site_and_administrators_are_refused(portal: Office, township: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved, match="没有"):
        actions.approve(page, township.first)
    with pytest.raises(NotApproved, match="管理员"):
        actions.approve(page, person("root", is_superuser=True))
    with pytest.raises(Refused, match="不是本站点的编辑"):
        actions.submit(portal.article("另一篇"), township.editor)


def test_content_that_changes_between_stages_is_refused(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    revision = page.get_latest_revision()
    revision.content = {**revision.content, "title": "签发前偷换的标题"}
    revision.save()
    with pytest.raises(NotApproved, match="有改动"):
        portal.signed(page)
    assert stored(page) is None
    assert actions.waiting_at(page).task.specific.stage == "sign"
    actions.send_back(page, portal.sign, "内容变了")
    actions.submit(page, portal.editor)
    assert actions.waiting_at(page).task.specific.stage == "first"
    actions.approve(page, portal.first)
    portal.signed(page)
    assert stored(page).title == "签发前偷换的标题"


def test_a_decision_on_what_was_not_shown_is_refused(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved, match="重新查看"):
        actions.approve(page, portal.first, digest="0" * 64)


def test_an_incomplete_draft_is_not_submitted(portal: Office) -> None:
    page = portal.article(body=[("picture", {"picture": None, "alt": "", "caption": ""})])
    with pytest.raises(Refused, match="不完整"):
        actions.submit(page, portal.editor)
    assert actions.current_state(page) is None


def test_a_site_may_demand_four_stages(portal: Office) -> None:
    ApprovalRule.objects.create(
        site=portal.site, kind="article", stages=["first", "second", "secrecy", "sign"], source="测试", certainty="测试"
    )
    from cms.accounts.grant import grant

    page = portal.article()
    actions.submit(page, portal.editor)
    for stage in ("first", "second", "secrecy", "sign"):
        assert stored(page) is None
        reviewer = person(f"reviewer-{stage}")
        grant(reviewer, portal.site, stage, by="test")
        assert actions.waiting_at(page).task.specific.stage == stage
        actions.approve(page, reviewer, form=no_secrets(reviewer) if stage == "secrecy" else None)
    assert stored(page).is_public


def test_ending_the_stages_by_their_settings_publishes_nothing(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    root = person("root", is_superuser=True)
    for stage in StageTask.objects.order_by("pk"):
        stage.deactivate(user=root)
    assert stored(page) is None


def test_ending_the_workflow_by_hand_publishes_nothing(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved):
        actions.current_state(page).finish(user=portal.sign)
    assert stored(page) is None
    assert actions.waiting_at(page).task.specific.stage == "first"
