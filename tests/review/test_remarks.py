"""Returning with remarks on single parts, and what the next reviewer sees."""

import pytest
from django.urls import reverse

from cms.pages.content import content_of
from cms.pages.models import ArticlePage
from cms.review import actions
from cms.review.comparison.taking_apart import parts_of
from cms.review.models import Remark
from cms.review.remarks import anchored
from sites.store.approvals import NotApproved
from tests.accounts.offices import Office
from tests.review.test_screens import edit_url, said, signed_in

BODY = "<p>报名时间为六月一日。</p><p>请带好证件。</p>"


def anchors(page: ArticlePage) -> dict[str, str]:
    """Return the anchors of the newest draft's parts, by their labels."""
    parts = anchored(parts_of(content_of(page.get_latest_revision_as_object())))
    return {part.label: anchor for anchor, part in parts.items()}


def test_a_remark_reaches_the_editor_and_is_marked_once_mended(portal: Office) -> None:
    page = portal.article(body=[("text", BODY)])
    actions.submit(page, portal.editor)
    named = anchors(page)
    client, url = signed_in(portal.first), reverse("cms_review:review", args=[page.pk])
    assert f'name="remark-{named["正文第1段"]}"' in client.get(url).content.decode()
    marks = {f"remark-{named['正文第1段']}": "日期与文件不符", f"remark-{named['标题']}": "标题太长"}
    client.post(url, {"decision": "return", "return-comment": "", **marks})
    assert Remark.objects.count() == 2
    editor = signed_in(portal.editor)
    shown = editor.get(edit_url(page)).content.decode()
    assert "日期与文件不符" in shown and "报名时间为六月一日" in shown and shown.count("未改</span>") == 2
    draft = page.get_latest_revision_as_object()
    draft.body = [("text", BODY.replace("六月", "七月"))]
    draft.save_revision(user=portal.editor)
    shown = editor.get(edit_url(page)).content.decode()
    assert shown.count("未改</span>") == 1 and shown.count("已改</span>") == 1
    actions.submit(ArticlePage.objects.get(pk=page.pk), portal.editor)
    case = client.get(url)
    text = case.content.decode()
    assert "此前的段落批注" in text and "日期与文件不符" in text
    assert [comparison.heading for comparison in case.context["case"].comparisons] == ["首次公开", "初审退回之后的改动"]


def test_a_return_needs_a_reason_or_a_remark_on_what_is_there(portal: Office) -> None:
    page = portal.article(body=[("text", BODY)])
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved, match="理由"):
        actions.send_back(page, portal.first, " ", remarks={anchors(page)["标题"]: " "})
    with pytest.raises(NotApproved, match="已有改动"):
        actions.send_back(page, portal.first, "不妥", remarks={"body-0000": "这一段"})
    answer = signed_in(portal.first).post(reverse("cms_review:review", args=[page.pk]), {"decision": "return"})
    assert "理由" in said(answer)


def test_the_signer_sees_what_changed_since_the_first_review(portal: Office) -> None:
    page = portal.article()
    portal.publish(page)
    draft = page.get_latest_revision_as_object()
    draft.title = "初审看到的标题"
    draft.save_revision(user=portal.editor)
    actions.submit(ArticlePage.objects.get(pk=page.pk), portal.editor)
    actions.approve(page, portal.first)
    actions.send_back(page, portal.sign, "请改标题")
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.title = "签发看到的标题"
    draft.save_revision(user=portal.editor)
    actions.submit(ArticlePage.objects.get(pk=page.pk), portal.editor)
    actions.approve(page, portal.first)
    case = signed_in(portal.sign).get(reverse("cms_review:review", args=[page.pk])).context["case"]
    headings = [comparison.heading for comparison in case.comparisons]
    assert headings == ["和现在公开的内容相比", "签发退回、初审通过之后的改动"]
    assert [change.label for change in case.comparisons[1].difference.changes] == ["标题"]
