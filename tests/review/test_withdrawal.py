"""Asking for a withdrawal: where the address leads is chosen, checked, shown and approved; copies go along."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from cms.review import actions
from cms.review.models import ReviewRequest
from search.indexing import index_pending
from sites.store import redirects, settled
from sites.store.admit import Refused
from sites.store.models import Document
from tests.accounts.offices import Office
from tests.changes.parts import settle

TEXT = [("text", "<p>现将有关事项通知如下，请各有关单位遵照执行，并于月底前报送落实情况。</p>")]


def document(page: PublicPage) -> Document:
    return Document.objects.get(key=key_of(page))


def ask(office: Office, page: PublicPage, **data: Any) -> Any:
    client = Client()
    client.force_login(office.editor)
    return client.post(reverse("cms_review:withdraw", args=[page.pk]), {"reason": "内容有误", **data})


def request_of(page: PublicPage) -> ReviewRequest | None:
    return ReviewRequest.objects.filter(workflow_state__object_id=str(page.pk), action="withdraw").last()


def published(office: Office, title: str = "关于义务教育招生工作的通知", **fields: Any) -> PublicPage:
    page = office.article(title, **fields)
    office.publish(page)
    return page


def test_without_a_choice_the_address_is_gone(portal: Office) -> None:
    page = published(portal)
    assert ask(portal, page).status_code == 302
    request = request_of(page)
    assert request is not None and request.leads_to == ""
    actions.approve(page, portal.first)
    actions.approve(page, portal.sign)
    assert not document(page).is_public and document(page).leads_to == ""


def test_the_approvers_see_and_approve_where_it_leads(portal: Office) -> None:
    old, new = published(portal), published(portal, "关于义务教育招生工作的补充通知")
    inner = f"document:{key_of(new)}"
    assert ask(portal, old, leads="page", target=inner).status_code == 302
    request = request_of(old)
    assert request is not None and request.leads_to == inner
    client = Client()
    client.force_login(portal.first)
    shown = client.get(reverse("cms_review:review", args=[old.pk])).content.decode()
    assert "原网址转到" in shown and new.title in shown and document(new).path in shown
    actions.approve(old, portal.first)
    ReviewRequest.objects.filter(pk=request.pk).update(leads_to="")
    with pytest.raises(Exception, match="有改动"):
        actions.approve(old, portal.sign)
    ReviewRequest.objects.filter(pk=request.pk).update(leads_to=inner)
    actions.approve(old, portal.sign)
    assert document(old).leads_to == inner


def test_an_address_of_the_cluster_becomes_the_page_that_lies_there(portal: Office) -> None:
    old, new = published(portal), published(portal, "关于义务教育招生工作的补充通知")
    address = f"https://www.example.gov.cn/{document(new).path}"
    assert ask(portal, old, leads="address", address=address).status_code == 302
    request = request_of(old)
    assert request is not None and request.leads_to == f"document:{key_of(new)}"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://example.org/", "//example.org/", "example.org", ""])
def test_what_is_no_address_is_refused_with_a_sentence(portal: Office, address: str) -> None:
    page = published(portal)
    answer = ask(portal, page, leads="address", address=address)
    assert answer.status_code == 200 and answer.context["form"].errors["address"] and request_of(page) is None


def test_another_host_needs_a_clear_yes_and_warns_the_approvers(portal: Office) -> None:
    page = published(portal)
    address = "https://www.example.org/new.html"
    answer = ask(portal, page, leads="address", address=address)
    assert answer.status_code == 200 and "不属于本集群的任何网站" in answer.content.decode()
    assert request_of(page) is None
    assert ask(portal, page, leads="address", address=address, outside="on").status_code == 302
    client = Client()
    client.force_login(portal.first)
    assert "请核对它是否可靠" in client.get(reverse("cms_review:review", args=[page.pk])).content.decode()


def test_neither_the_page_itself_nor_what_is_withdrawn_meanwhile(portal: Office) -> None:
    old, new = published(portal), published(portal, "关于义务教育招生工作的补充通知")
    with pytest.raises(Refused, match="自己"):
        actions.request_withdrawal(old, portal.editor, "内容有误", f"document:{key_of(old)}")
    actions.request_withdrawal(old, portal.editor, "内容有误", f"document:{key_of(new)}")
    actions.request_withdrawal(new, portal.editor, "内容有误")
    actions.approve(new, portal.first)
    actions.approve(new, portal.sign)
    with pytest.raises(Refused, match="没有公开"):
        actions.approve(old, portal.first)
    assert document(old).is_public


def test_a_redirect_at_the_address_is_told(portal: Office) -> None:
    page = published(portal)
    actions.request_withdrawal(page, portal.editor, "内容有误")
    actions.approve(page, portal.first)
    actions.approve(page, portal.sign)
    path = document(page).path
    payload = {"site": "portal", "path": path, "target": "/", "note": ""}
    settle(settled.Change("redirect", redirects.key_of("portal", path), "portal", payload))
    portal.publish(page)
    client = Client()
    client.force_login(portal.editor)
    assert "另有一条已审签的重定向" in client.get(reverse("cms_review:withdraw", args=[page.pk])).content.decode()


def test_copies_are_found_and_asked_for_in_one_go(portal: Office, township: Office) -> None:
    page = published(portal, body=TEXT)
    same, other = published(portal, "转发：招生工作的通知", body=TEXT), published(portal, "绿地养护办法公开征求意见")
    far = published(township, body=TEXT)
    index_pending()
    client = Client()
    client.force_login(portal.editor)
    shown = client.get(reverse("cms_review:withdraw", args=[page.pk]))
    copies = {copy.document.key: copy for copy in shown.context["copies"]}
    assert key_of(far) in copies and copies[key_of(far)].page is None and key_of(other) not in copies
    assert "您不是这个站点的编辑" in shown.content.decode()
    assert copies[key_of(same)].why == "正文相同"
    assert ask(portal, page, copies=[str(same.pk)]).status_code == 302
    assert request_of(same) is not None and request_of(page) is not None
    assert request_of(far) is None


def test_when_one_copy_cannot_be_asked_for_nothing_is(portal: Office) -> None:
    page, copy = published(portal, body=TEXT), published(portal, body=TEXT)
    index_pending()
    actions.request_withdrawal(copy, portal.editor, "重复")
    answer = ask(portal, page, copies=[str(copy.pk)])
    assert answer.status_code == 200 and "已在审签中" in answer.content.decode() and request_of(page) is None
