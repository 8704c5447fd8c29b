"""The screens of editors, reviewers and administrators, pressed as a browser presses them."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.pages.keys import key_of
from cms.pages.models import ArticlePage, ColumnPage
from cms.review import actions
from sites.store.models import Document, OutboxEntry
from tests.accounts.offices import Office, person, secrecy_fields

BODY = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(page: ArticlePage, **fields: str) -> dict[str, str]:
    own = {"title": page.title, "summary": page.summary, "keywords": page.keywords}
    return {**own, "document_number": "", "picture_alt": "", **BODY, **fields}


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def is_public(page: Page) -> bool:
    return Document.objects.filter(key=key_of(page), state="public").exists()


def test_from_the_editor_to_the_public_by_buttons(portal: Office) -> None:
    page = portal.article()
    editor = signed_in(portal.editor)
    shown = editor.get(edit_url(page))
    assert "未公开" in shown.content.decode()
    assert 'name="action-publish"' not in shown.content.decode()
    assert "送审" in shown.content.decode()
    editor.post(edit_url(page), form_of(page, **{"action-submit": "1"}))
    assert actions.waiting_at(page).task.specific.stage == "first"
    for reviewer in (portal.first, portal.sign):
        client = signed_in(reviewer)
        home = client.get(reverse("wagtailadmin_home")).content.decode()
        assert "待我审核" in home and page.title in home
        url = reverse("cms_review:review", args=[page.pk])
        shown = client.get(url)
        assert "通过" in shown.content.decode() and portal.editor.username in shown.content.decode()
        case = shown.context["case"]
        fields = secrecy_fields() if reviewer == portal.sign else {}
        decision = {"decision": "pass", "digest": case.digest, "pass-comment": "", **fields}
        response = client.post(url, decision, follow=True)
        assert "已通过" in response.content.decode()
    assert is_public(page)
    text = response.content.decode()
    assert "已签发。公开网址" in text and Document.objects.get(key=key_of(page)).path in text
    assert "已公开，内容与草稿一致" in editor.get(edit_url(page)).content.decode()


def test_a_return_needs_its_reason(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    client = signed_in(portal.first)
    url = reverse("cms_review:review", args=[page.pk])
    client.post(url, {"decision": "return", "return-comment": ""})
    assert actions.waiting_at(page)
    client.post(url, {"decision": "return", "return-comment": "日期有误"})
    assert "日期有误" in signed_in(portal.editor).get(edit_url(page)).content.decode()


@pytest.mark.parametrize("is_public_before", [False, True])
def test_an_administrator_pressing_publish_changes_nothing_and_is_told(portal: Office, is_public_before: bool) -> None:
    page = portal.article()
    if is_public_before:
        portal.publish(page)
    changes = OutboxEntry.objects.count()
    client = signed_in(person("root", is_superuser=True))
    assert 'name="action-publish"' in client.get(edit_url(page)).content.decode()
    response = client.post(edit_url(page), form_of(page, title="未审的标题", **{"action-publish": "1"}))
    assert "未经审签" in said(response)
    assert OutboxEntry.objects.count() == changes
    assert is_public(page) == is_public_before
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.title == "未审的标题"
    shown = client.get(edit_url(page)).content.decode()
    assert ("已公开，草稿有改动" if is_public_before else "未公开") in shown


def test_an_administrator_creating_and_publishing_at_once_gets_a_draft(portal: Office) -> None:
    client = signed_in(person("root", is_superuser=True))
    url = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", portal.column.pk])
    response = client.post(url, {"title": "新稿", "summary": "", **BODY, "action-publish": "1"})
    page = ArticlePage.objects.get(title="新稿")
    assert "未经审签" in said(response)
    assert not page.live and not is_public(page)


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_an_administrator_cannot_take_back_without_review(portal: Office, act: str) -> None:
    page = portal.article()
    portal.publish(page)
    changes = OutboxEntry.objects.count()
    client = signed_in(person("root", is_superuser=True))
    response = client.post(reverse(f"wagtailadmin_pages:{act}", args=[page.pk]))
    assert "公开网站没有任何变化" in said(response)
    assert is_public(page) and ArticlePage.objects.get(pk=page.pk).live
    assert OutboxEntry.objects.count() == changes


@pytest.mark.parametrize("act", ["publish", "unpublish", "delete", "move"])
def test_bulk_actions_change_nothing_public(portal: Office, act: str) -> None:
    page = portal.article()
    portal.publish(page)
    changes = OutboxEntry.objects.count()
    client = signed_in(person("root", is_superuser=True))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    target = ColumnPage(title="新闻动态", slug="xwdt", live=False)
    type(portal.home).objects.get(pk=portal.home.pk).add_child(instance=target)
    response = client.post(f"{url}?id={page.pk}", {"chooser": target.pk})
    assert "公开网站没有任何变化" in said(response)
    assert is_public(page) and OutboxEntry.objects.count() == changes
    assert ArticlePage.objects.filter(pk=page.pk, live=True).exists()


def test_a_copy_is_never_live(portal: Office) -> None:
    page = portal.article()
    client = signed_in(person("root", is_superuser=True))
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "副本", "new_slug": "fuben", "new_parent_page": portal.column.pk, "publish_copies": "on"}
    assert "复制件只能是草稿" in said(client.post(url, data))
    assert not ArticlePage.objects.filter(title="副本").exists()


def test_publishing_behind_the_screens_changes_nothing_public(portal: Office) -> None:
    page = portal.article()
    page.get_latest_revision().publish()
    page.refresh_from_db()
    assert page.live and not is_public(page)
    assert "未公开" in signed_in(portal.editor).get(edit_url(page)).content.decode()


def test_an_editor_posting_publish_saves_a_draft(portal: Office) -> None:
    page = portal.article()
    signed_in(portal.editor).post(edit_url(page), form_of(page, title="改过", **{"action-publish": "1"}))
    assert not is_public(page)
    assert ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "改过"


def test_nobody_edits_what_is_under_review(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    for user in (portal.editor, person("root", is_superuser=True)):
        signed_in(user).post(edit_url(page), form_of(page, title="审签中改动"))
        assert ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object().title != "审签中改动"


def test_a_withdrawal_by_buttons(portal: Office) -> None:
    page = portal.article()
    portal.publish(page)
    editor = signed_in(portal.editor)
    url = reverse("cms_review:withdraw", args=[page.pk])
    assert url in editor.get(edit_url(page)).content.decode()
    assert editor.post(url, {"reason": ""}).status_code == 200
    editor.post(url, {"reason": "内容有误"})
    for reviewer in (portal.first, portal.sign):
        client = signed_in(reviewer)
        shown = client.get(reverse("cms_review:review", args=[page.pk]))
        assert "这是撤稿申请" in shown.content.decode() and "内容有误" in shown.content.decode()
        digest = shown.context["case"].digest
        client.post(reverse("cms_review:review", args=[page.pk]), {"decision": "pass", "digest": digest})
    assert not is_public(page)
    assert "已撤下" in editor.get(edit_url(page)).content.decode()


def test_wagtails_own_review_door_obeys_the_same_rules(portal: Office, township: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    state = actions.waiting_at(page)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    for user in (portal.editor, township.first, person("root", is_superuser=True)):
        signed_in(user).post(url, {"comment": ""})
        assert actions.waiting_at(page).pk == state.pk
    signed_in(portal.first).post(url, {"comment": ""})
    assert actions.waiting_at(page).task.specific.stage == "sign"


def test_a_reviewer_of_another_site_sees_nothing(portal: Office, township: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    client = signed_in(township.first)
    assert page.title not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("cms_review:review", args=[page.pk])).status_code == 302
    assert client.get(reverse("cms_review:preview", args=[page.pk])).status_code == 302
