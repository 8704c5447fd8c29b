"""Who sees which entries, and what the ledger's list shows."""

from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.ledger import entries, verification
from sites.store import audit
from sites.store.models import AuditEntry
from tests.accounts.offices import person
from tests.ledger.conftest import client_of
from tests.unprotected import unprotected

LEDGER = "/admin/ledger/"


def lines(response) -> list[entries.Line]:
    return response.context["lines"]


def test_the_auditor_sees_every_entry_in_plain_words(portal, township, auditor):
    response = client_of(auditor).get(LEDGER)
    assert response.status_code == 200
    said = [line.sentence for line in lines(response)]
    assert any("公开《通知公告》" in sentence for sentence in said)
    assert {line.entry.site for line in lines(response)} >= {"portal", "township", ""}


def test_a_sites_administrator_sees_their_own_site_alone(portal, township, site_admin):
    client = client_of(site_admin)
    for query in ("", "?site=", "?person=township-sign"):
        assert {line.entry.site for line in lines(client.get(LEDGER + query))} <= {"portal"}
    assert lines(client.get(LEDGER + "?site=township")) == []
    assert lines(client.get(LEDGER + "?site=portal")) != []


def test_nobody_else_sees_it(portal, client):
    superuser = get_user_model().objects.create_superuser("root", password="correct-horse-battery")
    for user in (portal.editor, portal.first, portal.sign, superuser):
        for path in (LEDGER, f"{LEDGER}verify/", f"{LEDGER}export/"):
            answer = client_of(user).post(path) if path != LEDGER else client_of(user).get(path, follow=False)
            assert answer.status_code in (302, 403), (user, path)
            assert answer.status_code == 403 or "ledger" not in answer["Location"], (user, path)
    assert client.get(LEDGER)["Location"].startswith("/admin/login/")


def test_entries_are_found_by_site_person_act_and_period(portal, township, auditor):
    client = client_of(auditor)
    township.sign.last_name = "其木格"
    township.sign.save()
    by_name = lines(client.get(LEDGER, {"person": "其木格", "group": "review"}))
    assert by_name
    assert {line.entry.person for line in by_name} == {"township-sign"}
    assert {line.entry.act for line in by_name} == {"approve publish"}
    today = audit.head()
    first = AuditEntry.objects.get(pk=today.entry).at.date()
    assert lines(client.get(LEDGER, {"first": first.isoformat(), "last": first.replace(year=2999).isoformat()}))
    assert lines(client.get(LEDGER, {"last": "2001-01-01"})) == []
    assert lines(client.get(LEDGER, {"first": "2999-01-01"})) == []
    assert "止期不能早于起期" in client.get(LEDGER, {"first": "2026-02-01", "last": "2026-01-01"}).content.decode()


def test_pages_follow_each_other_without_gap_or_repetition(auditor):
    for number in range(entries.PAGE * 2 + 3):
        audit.record("someone", "log in", f"subject {number}")
    wanted, before, seen = entries.Wanted(sites=None), 0, []
    while True:
        page, before = entries.page_of(wanted, before)
        seen += [line.entry.pk for line in page]
        if not before:
            break
    assert seen == list(AuditEntry.objects.order_by("-id").values_list("id", flat=True))


def test_an_empty_ledger_says_what_to_do(auditor):
    client = client_of(auditor)
    with unprotected():
        AuditEntry.objects.all()._raw_delete("default")
    assert "还没有任何记录" in client.get(LEDGER).content.decode()
    assert "没有符合条件的记录" in client.get(LEDGER + "?person=nobody").content.decode()


def test_a_page_costs_the_same_number_of_queries_however_long(auditor):
    def queries(entries_more: int) -> int:
        for number in range(entries_more):
            audit.record("someone", "grant role", f"user {number}", site="portal", granted="sign")
        with CaptureQueriesContext(connection) as captured:
            client.get(LEDGER)
        return len(captured)

    client = client_of(auditor)
    client.get(LEDGER)
    assert queries(1) == queries(entries.PAGE)


def test_a_verification_is_asked_for_and_its_result_shown(portal, auditor):
    client = client_of(auditor)
    assert "还没有校验过" in client.get(LEDGER).content.decode()
    client.post(f"{LEDGER}verify/")
    assert "正在校验" in client.get(LEDGER).content.decode()
    while verification.verify_part() and verification.under_way():
        pass
    assert "记录完整" in client.get(LEDGER).content.decode()
    with unprotected():
        AuditEntry.objects.filter(pk=AuditEntry.objects.first().pk).update(person="other")
    verification.verify()
    assert "校验发现问题" in client.get(LEDGER).content.decode()


def test_the_menu_leads_there(portal, site_admin):
    stranger = person("stranger")
    assert 'href="/admin/ledger/"' not in client_of(stranger).get("/admin/", follow=True).content.decode()
    assert "/admin/ledger/" in client_of(site_admin).get("/admin/").content.decode()
