"""One draft made public the emergency way."""

from datetime import timedelta

import pytest

from cms.emergency.confirming import confirm
from cms.emergency.declaring import declare_document
from cms.emergency.reviewing import review
from cms.pages.keys import key_of
from cms.pages.models import ArticlePage
from cms.pages.status import exact_status
from sites.release.publishing import release_pending, release_urgent
from sites.store import clock, expiry
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Document
from tests.accounts.offices import no_secrets

pytestmark = pytest.mark.django_db


def tomorrow():
    return clock.now() + timedelta(days=1)


def declared(portal, page, user=None, **more):
    values = {"reason": "防汛紧急通知", "ends_at": tomorrow()} | more
    return declare_document(page, user=user or portal.editor, **values)


def test_a_draft_is_public_until_its_end(var, portal, secrecy_officer, monkeypatch):
    release_pending()
    page = portal.article("防汛应急响应通知")
    record = declared(portal, page)
    assert not Document.objects.filter(key=key_of(page)).exists()
    confirm(record, portal.sign, form=no_secrets(portal.sign))
    document = Document.objects.get(key=key_of(page))
    assert document.is_public and document.expires_at == record.ends_at
    assert release_urgent() == 1
    assert "防汛应急响应通知" in (var / "www" / portal.site.host / document.path).read_text()
    fresh = ArticlePage.objects.get(pk=page.pk)
    assert fresh.live and exact_status(fresh).is_public
    with pytest.raises(NotApproved):
        review(record, portal.editor, result="proper", note="作者自审")
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert expiry.withdraw_due() == 1
    assert release_pending() == 1
    left = (var / "www" / portal.site.host / document.path).read_text()
    assert "防汛应急响应通知" not in left and "撤下" in left, "its address says that it is gone"
    record.refresh_from_db()
    assert record.waits_for_review
    review(record, secrecy_officer, result="proper", note="情况属实，程序完备。")


def test_the_ordinary_chain_meanwhile_takes_its_end_away(portal, monkeypatch):
    page = portal.article("防汛应急响应通知")
    record = declared(portal, page)
    confirm(record, portal.sign, form=no_secrets(portal.sign))
    portal.publish(ArticlePage.objects.get(pk=page.pk))
    assert Document.objects.get(key=key_of(page)).expires_at is None
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert expiry.withdraw_due() == 0 and Document.objects.get(key=key_of(page)).is_public


def test_what_was_declared_is_what_becomes_public(portal):
    page = portal.article("第一稿")
    record = declared(portal, page)
    page.title = "第二稿"
    page.save_revision(user=portal.editor)
    confirm(record, portal.sign, form=no_secrets(portal.sign))
    assert Document.objects.get(key=key_of(page)).title == "第一稿"
    assert ArticlePage.objects.get(pk=page.pk).has_unpublished_changes


def test_no_author_confirms(portal, secrecy_officer):
    page = portal.article("稿件")
    page.save_revision(user=portal.sign)
    record = declared(portal, page)
    with pytest.raises(NotApproved):
        confirm(record, portal.sign, form=no_secrets(portal.sign))
    assert not Document.objects.filter(key=key_of(page)).exists()
    confirm(record, secrecy_officer, form=no_secrets(secrecy_officer))


def test_serious_findings_stop_it(portal):
    page = portal.article("稿件", body=[("text", "<p>联系人身份证号：11010519491231002X</p>")])
    with pytest.raises(Refused, match="严重"):
        declared(portal, page)


def test_homes_and_columns_do_not_go_this_way(portal):
    for page in (portal.home, portal.column):
        page.save_revision(user=portal.editor)
        with pytest.raises(Refused):
            declared(portal, page)
