"""Who approved this page, and what exactly did they see? One page answers."""

import pytest
from django.contrib.auth import get_user_model

from cms.ledger import pictures
from cms.ledger.models import Picture
from cms.ledger.record import record_of
from cms.pages.keys import key_of
from cms.review import actions
from cms.review.accepting import EVERY_FINDING
from sites.store import audit, blobs, settled
from sites.store.models import Approval, AuditEntry
from tests.accounts.offices import no_secrets
from tests.ledger.conftest import client_of


def address(page) -> str:
    return f"/admin/ledger/document/{key_of(page)}/"


@pytest.fixture
def article(portal):
    page = portal.article()
    with audit.acting(origin="10.0.0.1"):
        actions.submit(page, portal.editor)
        actions.approve(page, portal.first, "已核对", decisions=EVERY_FINDING)
    with audit.acting(origin="10.0.0.2"):
        actions.approve(page, portal.sign, form=no_secrets(portal.sign))
    return page


@pytest.fixture
def revised(portal, article):
    draft = type(article).objects.get(pk=article.pk)
    draft.title = "关于义务教育招生工作的补充通知"
    draft.save_revision(user=portal.editor)
    portal.publish(draft)
    return draft


def test_each_version_has_its_own_approvals_and_its_difference(portal, revised):
    record = record_of(key_of(revised))
    assert [decision.entry.entry.act for decision in record.decisions] == ["admit", "admit"]
    newest, oldest = record.decisions
    assert newest.entry.sentence == "公开《关于义务教育招生工作的补充通知》"
    assert oldest.entry.sentence == "公开《关于义务教育招生工作的通知》"
    assert [passed.approval.person for passed in oldest.passed] == ["portal-first", "portal-sign"]
    assert [passed.origin for passed in oldest.passed] == ["10.0.0.1", "10.0.0.2"]
    assert oldest.passed[0].approval.note == "已核对"
    assert oldest.passed[0].form == []
    assert {question["answer"] for question in oldest.passed[1].form} == {"no"}
    assert oldest.difference.is_first
    assert [change.label for change in newest.difference.changes] == ["标题"]
    assert not {passed.approval.pk for passed in newest.passed} & {passed.approval.pk for passed in oldest.passed}


def test_a_withdrawal_and_what_waits_stand_beside_the_versions(portal, article):
    actions.request_withdrawal(article, portal.editor, "重复发布")
    actions.approve(article, portal.first)
    undecided, published = record_of(key_of(article)).decisions
    assert undecided.entry is None
    assert [passed.approval.action for passed in undecided.passed] == ["withdraw"]
    actions.approve(article, portal.sign)
    withdrawn, published = record_of(key_of(article)).decisions
    assert withdrawn.entry.entry.act == "withdraw"
    assert {passed.approval.action for passed in withdrawn.passed} == {"withdraw"}
    assert {passed.approval.action for passed in published.passed} == {"publish"}
    assert ("理由", "重复发布") in withdrawn.entry.facts


def test_what_the_approver_saw_is_shown_byte_for_byte_and_runs_nothing(portal, article):
    client = client_of(portal.editor)
    html = client.get(address(article)).content.decode()
    approval = Approval.objects.filter(subject=key_of(article)).last()
    assert f"/admin/ledger/shown/{approval.shown}/" in html
    frozen = client.get(f"/admin/ledger/shown/{approval.shown}/")
    assert frozen.content == blobs.read(approval.shown, "html")
    assert "关于义务教育招生工作的通知" in frozen.content.decode()
    policy = frozen["Content-Security-Policy"]
    assert "script-src 'none'" in policy
    assert "sandbox" in policy


def test_staff_of_the_site_and_the_auditor_see_it_and_nobody_else(portal, township, auditor, site_admin, article):
    approval = Approval.objects.filter(subject=key_of(article)).last()
    Picture.objects.create(shown=approval.shown, picture=blobs.put(b"\x89PNG", "png"), at=approval.at)
    paths = (address(article), f"/admin/ledger/shown/{approval.shown}/", f"/admin/ledger/picture/{approval.shown}/")
    superuser = get_user_model().objects.create_superuser("root", password="correct-horse-battery")
    for path in paths:
        for user in (portal.editor, portal.first, portal.sign, site_admin, auditor):
            assert client_of(user).get(path).status_code == 200, (user, path)
        for user in (township.editor, township.first, township.sign, superuser):
            assert client_of(user).get(path).status_code == 404, (user, path)


def test_unknown_documents_and_renderings_are_not_found(auditor):
    client = client_of(auditor)
    for path in ("document/nothing/", "shown/0000/", "picture/0000/", f"shown/{'0' * 64}/"):
        assert client.get(f"/admin/ledger/{path}").status_code == 404


def test_a_settled_thing_has_its_record_too(portal, township, auditor, site_admin):
    settled.baseline("site", "portal", {"name": "旧名"}, site="portal")
    settled.baseline("theme", "cluster", {"digest": "0" * 64})
    assert client_of(auditor).get("/admin/ledger/document/theme:cluster/").status_code == 200
    assert client_of(site_admin).get("/admin/ledger/document/theme:cluster/").status_code == 404
    html = client_of(site_admin).get("/admin/ledger/document/site:portal/").content.decode()
    assert "初始状态" in html
    assert client_of(township.sign).get("/admin/ledger/document/site:portal/").status_code == 404
    assert client_of(auditor).get("/admin/ledger/document/site:nowhere/").status_code == 404


def test_a_rendering_that_was_never_approved_is_not_shown(portal, auditor):
    digest = blobs.put(b"<html>never approved</html>", "html")
    assert client_of(auditor).get(f"/admin/ledger/shown/{digest}/").status_code == 404


def test_the_editor_leads_to_it(portal, article):
    html = client_of(portal.editor).get(f"/admin/pages/{article.pk}/edit/").content.decode()
    assert html.count(address(article)) >= 2


def test_the_worker_draws_what_was_shown(portal, article, monkeypatch):
    approvals = Approval.objects.filter(subject=key_of(article))
    digest = approvals.last().shown
    assert pictures.make_next(wait=True) == 0
    client_of(portal.editor).get(address(article))
    while pictures.make_next(wait=True):
        if pictures.pictures_of([digest]):
            break
    drawn = pictures.pictures_of([digest])[digest]
    png = blobs.read(drawn, "png")
    assert png.startswith(b"\x89PNG")
    width = int.from_bytes(png[16:20], "big")
    assert width == 1280
    assert AuditEntry.objects.get(act="keep picture", digest=digest).detail == {"picture": drawn}
    html = client_of(portal.editor).get(address(article)).content.decode()
    assert f"/admin/ledger/picture/{digest}/" in html


def test_without_chromium_the_page_says_so_and_shows_the_frame(portal, article, monkeypatch):
    monkeypatch.setattr("cms.ledger.chromium.executable", lambda: None)
    assert pictures.make_next(wait=True) == 0
    html = client_of(portal.editor).get(address(article)).content.decode()
    assert "没有安装 Chromium" in html
    assert "<iframe" in html
    assert 'sandbox="allow-same-origin"' in html


def test_a_rendering_that_cannot_be_drawn_is_given_up_after_three_tries(portal, article, monkeypatch):
    monkeypatch.setenv("SUMU_CHROMIUM", "/bin/false")
    shown = set(Approval.objects.exclude(shown="").values_list("shown", flat=True))
    pictures.ask(shown)
    pictures.ask(shown)
    for _try in range(pictures.TRIES * len(shown)):
        assert pictures.make_next(wait=True) == 1
    assert pictures.make_next(wait=True) == 0
    assert set(Picture.objects.values_list("failures", flat=True)) == {pictures.TRIES}
