"""A change passes the wall: asked for by a site's administrator, passed by two others, public after the last."""

import pytest

from cms.accounts.grant import grant
from cms.changes import asking, deciding
from cms.changes.history import history_of
from cms.changes.kinds import public_now
from cms.changes.models import ChangeRequest
from cms.changes.standing import standing_of
from cms.inbox.models import WaitingItem
from cms.pages.models import HomePage
from sites.registry.models import Organisation, Site
from sites.store import blobs, redirects, rules, secrecy, settled
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, AuditEntry, OutboxEntry
from tests.accounts.offices import Office, office, person

pytestmark = pytest.mark.django_db
State = ChangeRequest.State


@pytest.fixture
def portal() -> Office:
    made = office("portal")
    made.admin = person("portal-admin")
    grant(made.admin, made.site, "site_admin", by="test")
    return made


@pytest.fixture
def township(portal) -> Office:
    made = office("township", path="township", kind="township")
    made.admin = person("township-admin")
    grant(made.admin, made.site, "site_admin", by="test")
    return made


def ask(place, user=None, kind="site", key="", reason="电话换了", **fields):
    key = key or place.site.key
    return asking.ask(kind, key, {**public_now(kind, key), **fields}, reason, user or place.admin)


def form(user):
    return secrecy.all_clear(user.get_username())


def pass_all(request, place):
    deciding.approve(request, place.first)
    return deciding.approve(request, place.sign, form=form(place.sign))


def test_a_change_is_public_after_the_last_stage_and_not_before(portal):
    request = ask(portal, contact_zh_hans="电话：1")
    assert request.state == State.WAITING and Site.objects.get().contact_zh_hans != "电话：1"
    item = WaitingItem.objects.get(source="change")
    assert (item.stage, item.site, item.title) == ("first", portal.site, "站点设置：portal网站")
    assert set(item.excluded.values_list("person", flat=True)) == {"portal-admin"}
    deciding.approve(request, portal.first)
    assert WaitingItem.objects.get(source="change").stage == "sign"
    with pytest.raises(NotApproved, match="保密审查表"):
        deciding.approve(request, portal.sign)
    assert not OutboxEntry.objects.filter(cause="settle").exists()
    request = deciding.approve(request, portal.sign, form=form(portal.sign))
    assert request.state == State.DONE and not WaitingItem.objects.filter(source="change").exists()
    assert Site.objects.get().contact_zh_hans == "电话：1" and OutboxEntry.objects.filter(cause="settle").count() == 1
    given = Approval.objects.filter(action="change").order_by("id")
    assert [one.person for one in given] == ["portal-first", "portal-sign"] and given[1].form["questions"]
    assert "电话：1" in blobs.read(given[1].shown, "html").decode()
    acts = list(AuditEntry.objects.filter(subject="site:portal").order_by("id").values_list("act", flat=True))
    assert acts == ["settle baseline", "ask change", "approve change", "approve change", "settle site"]


def test_nobody_decides_on_what_they_asked_for_or_twice(portal):
    grant(portal.admin, portal.site, "first", by="test")
    grant(portal.first, portal.site, "sign", by="test")
    request = ask(portal, contact_zh_hans="电话：1")
    with pytest.raises(NotApproved):
        deciding.approve(request, portal.admin)
    deciding.approve(request, portal.first)
    with pytest.raises(NotApproved, match="两个环节"):
        deciding.approve(request, portal.first, form=form(portal.first))
    root = person("root", is_superuser=True)
    for user in (root, portal.editor):
        with pytest.raises(NotApproved):
            deciding.approve(request, user, form=form(user))
    assert Site.objects.get().contact_zh_hans != "电话：1"


def test_only_the_administrators_of_the_right_site_ask(portal, township):
    root = person("root", is_superuser=True)
    for user in (root, portal.editor, portal.first, township.admin):
        with pytest.raises(Refused, match="站点管理员"):
            ask(portal, user, contact_zh_hans="电话：1")
    office_code = township.site.organisation.code
    with pytest.raises(Refused, match="站点管理员"):
        ask(township, kind="organisation", key=office_code, name_zh_hans="自封的机构")
    request = ask(portal, kind="organisation", key=office_code, name_zh_hans="township人民政府")
    with pytest.raises(NotApproved):
        deciding.approve(request, township.first)
    pass_all(request, portal)
    assert Organisation.objects.get(code=office_code).name_zh_hans == "township人民政府"
    request = ask(township, contact_zh_hans="电话：2")
    with pytest.raises(NotApproved):
        deciding.approve(request, portal.first)


def test_a_returned_request_is_asked_again_and_its_first_writer_stays_out(portal):
    request = ask(portal, contact_zh_hans="电话：1")
    deciding.approve(request, portal.first)
    with pytest.raises(NotApproved, match="理由"):
        deciding.send_back(request, portal.sign, " ")
    request = deciding.send_back(request, portal.sign, "号码少一位")
    assert request.state == State.RETURNED and not WaitingItem.objects.filter(source="change").exists()
    other = person("second-admin")
    grant(other, portal.site, "site_admin", by="test")
    grant(portal.admin, portal.site, "first", by="test")
    again = ask(portal, other, contact_zh_hans="电话：11")
    assert again.pk == request.pk and again.authors == ["portal-admin", "second-admin"]
    assert standing_of(again).stage == "first", "what was passed was another change"
    with pytest.raises(NotApproved):
        deciding.approve(again, portal.admin)
    pass_all(again, portal)
    assert Site.objects.get().contact_zh_hans == "电话：11"


def test_a_second_request_waits_for_the_first_and_may_be_taken_back(portal):
    request = ask(portal, contact_zh_hans="电话：1")
    with pytest.raises(Refused, match="审签中"):
        ask(portal, contact_zh_hans="电话：2")
    with pytest.raises(NotApproved, match="申请人"):
        deciding.cancel(request, portal.editor)
    deciding.cancel(request, portal.admin)
    with pytest.raises(NotApproved):
        deciding.approve(request, portal.first)
    assert ask(portal, contact_zh_hans="电话：2").pk != request.pk
    with pytest.raises(NotApproved, match="办结"):
        deciding.cancel(request, portal.admin)


def test_what_became_public_meanwhile_makes_a_request_void(portal):
    from sites.store.settling import port

    Site.objects.update(scheme="http")
    settled_site = public_now("site", "portal")
    assert settled_site["scheme"] == "https"
    from sites.store.settling import checking

    checking.restore(person="test")
    request = ask(portal, scheme="http")
    pass_all(request, portal)
    request = ask(portal, contact_zh_hans="电话：1")
    deciding.approve(request, portal.first)
    port.set_port(Site.objects.get(), 8123)
    with pytest.raises(NotApproved, match="与申请时不同"):
        deciding.approve(request, portal.sign, form=form(portal.sign))
    deciding.send_back(request, portal.sign, "端口变了")
    again = ask(portal, contact_zh_hans="电话：1")
    assert again.after["port"] == 8123
    pass_all(again, portal)


@pytest.mark.parametrize(
    ("reason", "fields"),
    [("", {"contact_zh_hans": "1"}), ("无变化", {}), ("坏", {"code": "12"}), ("空", {"name_zh_hans": ""})],
)
def test_what_makes_no_request(portal, reason, fields):
    with pytest.raises(Refused):
        ask(portal, reason=reason, **fields)
    assert not ChangeRequest.objects.exists() and not WaitingItem.objects.filter(source="change").exists()


def test_the_chain_is_the_one_that_the_rule_says(portal):
    rules.set_rule(None, "change", "site", ["first", "secrecy", "sign"], source="测试", certainty="测试", by="test")
    keeper = person("portal-secrecy")
    grant(keeper, portal.site, "secrecy", by="test")
    request = ask(portal, contact_zh_hans="电话：1")
    deciding.approve(request, portal.first)
    assert standing_of(request).stage == "secrecy"
    deciding.approve(request, keeper, form=form(keeper))
    deciding.approve(request, portal.sign)
    assert Site.objects.get().contact_zh_hans == "电话：1"


def test_an_earlier_state_is_asked_for_again(portal):
    first = settled.newest("site", "portal")
    pass_all(ask(portal, contact_zh_hans="电话：1"), portal)
    entries = history_of("site", "portal")
    assert [entry.may_return for entry in entries] == [False, True]
    assert [row.label for row in entries[0].rows] == ["联系方式（中文）"] and len(entries[0].approvals) == 2
    request = asking.ask("site", "portal", dict(first.payload), "改回去", portal.admin)
    assert Site.objects.get().contact_zh_hans == "电话：1"
    pass_all(request, portal)
    assert not Site.objects.get().contact_zh_hans


def test_a_new_language_gets_a_home_to_write(portal):
    pass_all(ask(portal, editions=["zh-hans", "kk-arab"]), portal)
    assert HomePage.objects.filter(locale__language_code="kk-arab", live=False).exists()


def test_a_redirect_is_asked_for_by_its_own_site(portal, township):
    key = redirects.key_of("township", "old.html")
    payload = {"site": "township", "path": "old.html", "target": "/township/tzgg/", "note": ""}
    with pytest.raises(Refused):
        asking.ask("redirect", key, payload, "改版", portal.admin)
    with pytest.raises(Refused, match="不符"):
        asking.ask("redirect", key, {**payload, "site": "portal"}, "改版", township.admin)
    pass_all(asking.ask("redirect", key, payload, "改版", township.admin), township)
    assert [held.path for held in redirects.of_site(township.site)] == ["old.html"]
    pass_all(asking.ask("redirect", key, {}, "不用了", township.admin), township)
    assert redirects.of_site(township.site) == []
