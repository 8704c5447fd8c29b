"""The panel in the editor, the page of findings, the click that masks, the fragment on the review page."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from cms.review import actions
from tests.accounts.offices import Office
from tests.checks.making import IDENTITY, found_in

MOBILE = "13812345678"


@pytest.fixture
def draft(portal: Office):
    return portal.article(body=[("text", f"<p>张三 {IDENTITY}</p><p>办公电话 {MOBILE}</p>")])


def test_the_editor_shows_the_findings_of_the_draft(portal: Office, client: Client, draft) -> None:
    client.force_login(portal.editor)
    shown = client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert "内容检查" in shown and "身份证号码" in shown and "正文第1段" in shown
    assert "一键遮盖为 110105********002X" in shown and "个人信息保护法" in shown
    part = client.get(f"/admin/checks/{draft.pk}/?part=1").content.decode()
    assert "<html" not in part and "一键遮盖" in part
    clean = portal.article()
    assert "内容检查没有发现问题" in client.get(f"/admin/pages/{clean.pk}/edit/").content.decode()
    assert client.get(f"/admin/pages/add/pages/articlepage/{portal.column.pk}/").status_code == 200


def test_one_click_masks_and_leads_back(portal: Office, client: Client, draft) -> None:
    client.force_login(portal.editor)
    finding = found_in(draft)[0]
    form = {"finding": finding.fingerprint, "back": "editor"}
    assert client.get(f"/admin/checks/{draft.pk}/mask/").status_code == 405
    answer = client.post(f"/admin/checks/{draft.pk}/mask/", form)
    assert answer.headers["Location"] == f"/admin/pages/{draft.pk}/edit/"
    shown = client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert IDENTITY not in shown and "110105********002X" in shown and "已遮盖" in shown


def test_what_may_not_be_edited_is_not_masked(portal: Office, other: Office, client: Client) -> None:
    page = portal.article(body=[("text", f"<p>办公电话 {MOBILE}</p>")])
    form = {"finding": found_in(page)[0].fingerprint}
    for user in (other.editor, other.first):
        client.force_login(user)
        assert client.get(f"/admin/checks/{page.pk}/").status_code in (302, 403, 404)
        assert client.post(f"/admin/checks/{page.pk}/mask/", form).status_code in (302, 403, 404)
    actions.submit(page, portal.editor)
    client.force_login(portal.editor)
    assert "一键遮盖" not in client.get(f"/admin/checks/{page.pk}/").content.decode()
    answer = client.post(f"/admin/checks/{page.pk}/mask/", form)
    assert any("审签" in str(message) for message in get_messages(answer.wsgi_request))
    page.refresh_from_db()
    assert page.revisions.count() == 1 and found_in(page)
    assert client.get(f"/admin/checks/{portal.site.page.pk}/").status_code == 404


def test_the_review_page_asks_for_a_decision_on_each_finding(portal: Office, client: Client) -> None:
    page = portal.article(body=[("text", f"<p>办公电话 {MOBILE}</p>")])
    finding = found_in(page)[0]
    actions.submit(page, portal.editor)
    client.force_login(portal.first)
    shown = client.get(f"/admin/review/{page.pk}/").content.decode()
    assert f'name="finding-{finding.fingerprint}"' in shown and "手机号码" in shown and "怎么办" in shown
