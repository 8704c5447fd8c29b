"""An emergency notice, from the first person to the review afterwards."""

import json
from datetime import timedelta

import pytest

from cms.emergency import limits
from cms.emergency.confirming import confirm
from cms.emergency.declaring import cancel, declare_notice
from cms.emergency.ending import ask_to_end, confirm_end
from cms.emergency.models import EmergencyRecord
from cms.emergency.reviewing import review
from cms.emergency.rights import people_of
from cms.inbox.models import WaitingItem
from sites.release.publishing import release_pending, release_urgent
from sites.release.verifying import differences
from sites.store import clock, settled
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, AuditEntry, OutboxEntry
from sites.store.settling.banner import end_due
from tests.accounts.offices import no_secrets

pytestmark = pytest.mark.django_db
TEXT = "暴雪红色预警：今晚起停课一天"


def tomorrow():
    return clock.now() + timedelta(days=1)


def declared(place, user=None, sites="own", **more):
    wanted = [place.site] if sites == "own" else sites
    values = {"reason": "气象台发布红色预警", "ends_at": tomorrow(), "user": user or place.editor} | more
    return declare_notice(wanted, {"zh-hans": TEXT}, **values)


def confirmed(record, user):
    return confirm(record, user, form=no_secrets(user))


def read(var, site, path="index.html"):
    return (var / "www" / site.host / site.path / path).read_text()


def test_two_persons_make_it_public_and_a_third_reviews_it(var, portal, secrecy_officer):
    release_pending()
    record = declared(portal)
    assert release_pending() == 0 and TEXT not in read(var, portal.site)
    assert WaitingItem.objects.get(source="emergency").stage == "confirm"
    record = confirmed(record, portal.sign)
    entry = OutboxEntry.objects.get(released_at=None)
    assert entry.cause == "emergency"
    assert release_urgent() == 1
    assert TEXT in read(var, portal.site)
    said = json.loads(read(var, portal.site, "notice.json"))
    assert [notice["text"] for notice in said["notices"]] == [TEXT]
    assert list(differences(portal.site)) == []
    assert WaitingItem.objects.get(source="emergency").stage == "afterwards"
    for involved in (portal.editor, portal.sign):
        with pytest.raises(NotApproved):
            review(record, involved, result="proper", note="自己审自己")
    with pytest.raises(Refused):
        review(record, secrecy_officer, result="proper", note=" ")
    record = review(record, secrecy_officer, result="improper", note="措辞过重，已约谈。")
    assert not record.waits_for_review and not WaitingItem.objects.filter(source="emergency").exists()
    stages = Approval.objects.filter(action="emergency").order_by("id").values_list("stage", "person")
    assert list(stages) == [
        ("declare", portal.editor.username),
        ("confirm", portal.sign.username),
        ("afterwards", secrecy_officer.username),
    ]
    assert Approval.objects.get(stage="confirm").form["questions"]
    assert {"declare emergency", "confirm emergency", "settle banner", "review emergency"} <= set(
        AuditEntry.objects.values_list("act", flat=True)
    )
    with pytest.raises(Refused):
        review(record, portal.first, result="proper", note="再审")


def test_only_the_home_and_the_small_file_are_written(var, portal):
    page = portal.article()
    portal.publish(page)
    release_pending()
    before = {path: path.stat().st_mtime_ns for path in (var / "www").rglob("*") if path.is_file()}
    confirmed(declared(portal), portal.sign)
    release_urgent()
    changed = {path.name for path, at in before.items() if path.stat().st_mtime_ns != at}
    assert changed == {"index.html", "notice.json"}
    assert sum(1 for path, at in before.items() if path.stat().st_mtime_ns != at) == 2


def test_it_ends_by_itself_at_its_hour(var, portal, monkeypatch):
    release_pending()
    confirmed(declared(portal), portal.sign)
    release_urgent()
    assert end_due() == 0
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert end_due() == 1 and end_due() == 0
    assert release_urgent() == 1
    assert TEXT not in read(var, portal.site)
    assert json.loads(read(var, portal.site, "notice.json")) == {"notices": []}
    assert EmergencyRecord.objects.get().waits_for_review, "ending does not take it off the list"
    assert list(differences(portal.site)) == []


def test_two_persons_end_it_early(var, portal, secrecy_officer):
    release_pending()
    record = confirmed(declared(portal), portal.sign)
    release_urgent()
    with pytest.raises(Refused):
        ask_to_end(record, portal.editor, " ")
    record = ask_to_end(record, portal.sign, "预警解除")
    assert release_pending() == 0 and TEXT in read(var, portal.site)
    with pytest.raises(NotApproved):
        confirm_end(record, portal.sign)
    record = confirm_end(record, secrecy_officer)
    assert record.is_over
    release_urgent()
    assert TEXT not in read(var, portal.site)


def test_who_may_not(portal, township, secrecy_officer, django_user_model):
    superuser = django_user_model.objects.create_superuser("root", password="a-long-passphrase-9")
    for stranger in (superuser, portal.first, secrecy_officer, township.editor):
        with pytest.raises(Refused):
            declared(portal, stranger)
    record = declared(portal, portal.sign)
    for stranger in (superuser, portal.sign, portal.first, portal.editor, township.sign):
        with pytest.raises(NotApproved):
            confirmed(record, stranger)
    assert not settled.history("banner", "portal")
    confirmed(record, secrecy_officer)


def test_reason_end_and_form_are_demanded(portal, monkeypatch):
    for wrong in ({"reason": " "}, {"ends_at": clock.now()}, {"ends_at": clock.now() + timedelta(days=8)}):
        with pytest.raises(Refused):
            declared(portal, **wrong)
    with pytest.raises(Refused):
        declare_notice([portal.site], {"zh-hans": " "}, reason="x", ends_at=tomorrow(), user=portal.editor)
    record = declared(portal)
    with pytest.raises(NotApproved):
        confirm(record, portal.sign, form={})
    later = clock.now() + timedelta(days=2)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused):
        confirmed(record, portal.sign)


def test_what_was_taken_back_cannot_be_confirmed(portal):
    record = declared(portal)
    with pytest.raises(Refused):
        cancel(record, portal.sign)
    cancel(record, portal.editor)
    with pytest.raises(Refused):
        confirmed(record, portal.sign)
    with pytest.raises(TypeError):
        record.delete()


def test_all_sites_take_the_portals_people(var, portal, township):
    release_pending()
    with pytest.raises(Refused):
        declared(township, sites=None)
    record = declared(portal, sites=None)
    confirmed(record, portal.sign)
    assert release_urgent() == 2
    for place in (portal, township):
        assert TEXT in read(var, place.site)
    own = declared(township)
    confirmed(own, township.sign)
    release_urgent()
    assert read(var, township.site).count(TEXT) == 2 and read(var, portal.site).count(TEXT) == 1


def test_chosen_sites_each_get_their_own(var, portal, township):
    release_pending()
    record = declared(portal, sites=[portal.site, township.site])
    confirmed(record, portal.sign)
    release_urgent()
    assert TEXT in read(var, portal.site) and TEXT in read(var, township.site)
    assert Approval.objects.filter(stage="confirm").count() == 2
    assert people_of(record) == {portal.editor.username}


def test_a_newer_notice_takes_the_place_of_the_older(var, portal, secrecy_officer):
    release_pending()
    first = confirmed(declared(portal), portal.sign)
    second = declare_notice([portal.site], {"zh-hans": "第二条"}, reason="更新", ends_at=tomorrow(), user=portal.editor)
    confirmed(second, portal.sign)
    release_urgent()
    assert "第二条" in read(var, portal.site) and TEXT not in read(var, portal.site)
    with pytest.raises(Refused):
        ask_to_end(first, portal.editor, "过时")
    assert EmergencyRecord.objects.filter(reviewed_at=None).count() == 2


def test_the_limit_has_a_source_and_bounds():
    held = limits.limit()
    assert held.source and held.certainty
    with pytest.raises(limits.BadLimit):
        limits.set_longest(31, source="x", certainty="y", by="security")
    with pytest.raises(limits.BadLimit):
        limits.set_longest(3, source=" ", certainty="y", by="security")
    limits.set_longest(3, source="本局应急预案", certainty="已核", by="security")
    assert limits.longest() == timedelta(days=3)
    assert AuditEntry.objects.filter(act="set emergency limit").exists()
