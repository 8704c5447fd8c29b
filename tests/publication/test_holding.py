"""What the guard holds back, through the screens: asked of two people, allowed, returned, no longer needed."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.changes.models import ChangeRequest
from cms.inbox.models import WaitingItem
from cms.inbox.waiting import waiting_for
from cms.pages.keys import key_of
from cms.publication.holding import ask_held
from cms.publication.state import Stage, state_of
from cms.review import actions
from sites.release.guard.rules import set_guard_rule
from sites.release.live.live import check_live
from sites.release.models import Hold, Task
from sites.release.publishing import release_pending
from sites.store.models import AuditEntry, OutboxEntry
from tests.accounts.offices import administrators, office, secrecy_fields

pytestmark = pytest.mark.django_db
VALUES = {"changed_share": 50, "removed_share": 20, "minimum": 3, "source": "测试", "certainty": "测试", "by": "test"}


def release_all() -> None:
    while release_pending():
        pass


@pytest.fixture
def emptied(portal):
    """Return articles that were public and whose withdrawal is approved: most of the site."""
    set_guard_rule(None, **VALUES)
    pages = [portal.article(f"通知之{number}") for number in range(5)]
    for page in pages:
        portal.publish(page)
    release_all()
    check_live()
    assert not Hold.objects.exists()
    for page in pages:
        actions.request_withdrawal(page, portal.editor, "清理")
        actions.approve(page, portal.first)
        actions.approve(page, portal.sign)
    return pages


def decide(user, request, decision, **fields):
    client = Client()
    client.force_login(user)
    address = reverse("cms_changes:request", args=[request.pk])
    return client.post(address, {"decision": decision, "digest": request.digest, **fields}, follow=True)


def try_again() -> None:
    Task.objects.update(tried_at=None, attempts=0)
    release_all()


def test_two_people_let_the_site_go_on(portal, emptied, var):
    other = office("nmj", path="nmj", kind="department")
    release_all()
    files = var / "www" / portal.site.host
    state = state_of(key_of(emptied[0]))
    assert state.stage == Stage.HELD and "等待两人同意" in state.sentence and "移除 5 个页面" in state.sentence
    assert (files / "nmj" / "index.html").exists(), "another site does not wait"
    assert OutboxEntry.objects.filter(released_at=None, site=portal.site).exists()
    assert ask_held() == 1 and ask_held() == 0
    request = ChangeRequest.objects.get(kind="guard")
    assert waiting_for(portal.first).get().title == "发布护栏放行：portal网站"
    page = Client()
    page.force_login(portal.first)
    shown = page.get(reverse("cms_changes:request", args=[request.pk])).content.decode()
    assert "将移除的页面" in shown and "5 个" in shown and "撤下 5 项" in shown
    assert f"{portal.site.host}/tzgg/" in shown
    assert "已通过" in decide(portal.first, request, "pass").content.decode()
    request.refresh_from_db()
    assert request.state == "waiting"
    again = decide(portal.first, request, "pass", **secrecy_fields()).content.decode()
    request.refresh_from_db()
    assert request.state == "waiting" and "通过" in again, "the same person does not pass twice"
    release_all()
    assert state_of(key_of(emptied[0])).stage == Stage.HELD
    decide(portal.sign, request, "pass", **secrecy_fields())
    request.refresh_from_db()
    assert request.state == "done"
    try_again()
    ask_held()
    check_live()
    assert state_of(key_of(emptied[0])).stage == Stage.WITHDRAWN
    assert not Hold.objects.exists() and not WaitingItem.objects.filter(source="change").exists()
    acts = set(AuditEntry.objects.filter(subject="guard:portal").values_list("act", flat=True))
    assert {"hold release", "ask change", "settle guard", "end hold"} <= acts
    assert other.site.key == "nmj"


def test_returned_the_site_stays_and_says_what_to_do_until_the_changes_are_fewer(portal, emptied):
    release_all()
    ask_held()
    request = ChangeRequest.objects.get(kind="guard")
    decide(portal.first, request, "return", note="误撤，不要上线")
    request.refresh_from_db()
    assert request.state == "returned"
    client = Client()
    client.force_login(portal.first)
    shown = client.get(reverse("cms_changes:request", args=[request.pk])).content.decode()
    assert "误撤" in shown and "网站保持原样" in shown and "修改后重新申请" not in shown
    try_again()
    assert ask_held() == 0 and Hold.objects.exists()
    for page in emptied[1:]:
        page.refresh_from_db()
        page.save_revision(user=portal.editor)
        portal.publish(page)
    try_again()
    assert not Hold.objects.exists() and not OutboxEntry.objects.filter(released_at=None).exists()
    assert ask_held() == 1
    request.refresh_from_db()
    assert request.state == "cancelled"


def test_the_editor_is_told_on_the_page_and_the_review_page(portal, emptied):
    release_all()
    ask_held()
    client = Client()
    client.force_login(portal.editor)
    page = emptied[0]
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("cms_review:review", args=[page.pk]),
        reverse("cms_publication:state", args=[key_of(page)]),
        reverse("cms_publication:publication") + "?show=held",
        reverse("wagtailadmin_home"),
    ):
        assert "等待两人同意" in client.get(address).content.decode(), address
    assert (
        "data-publication-final"
        not in client.get(reverse("cms_publication:state", args=[key_of(page)])).content.decode()
    )
    client.force_login(portal.admin)
    assert "通知之3" in client.get(reverse("cms_publication:publication") + "?show=held&part=list").content.decode()


def test_empty_lists_say_what_comes(portal):
    client = Client()
    client.force_login(portal.editor)
    address = reverse("cms_publication:publication")
    for wanted, said in (("failed", "没有发布失败的内容"), ("held", "没有暂缓的发布"), ("nonsense", "通知公告")):
        assert said in client.get(address, {"show": wanted}).content.decode()
    client.force_login(portal.first)
    assert "签发后就会出现在这里" in client.get(address).content.decode()


def test_people_of_another_site_see_no_state(portal):
    other = office("nmj", path="nmj", kind="department")
    client = Client()
    client.force_login(other.editor)
    assert client.get(reverse("cms_publication:state", args=[key_of(portal.home)])).status_code == 404
    assert client.get(reverse("cms_publication:state", args=["no-such"])).status_code == 404


def test_the_security_administrator_keeps_the_rules(portal):
    people = administrators()
    client = Client()
    address = reverse("cms_publication:guard")
    for role, status in (("system", 302), ("audit", 302), ("security", 200)):
        client.force_login(people[role])
        assert client.get(address).status_code == status, role
    form = {"site": portal.site.pk, "changed_share": 30, "removed_share": 5, "minimum": 10}
    form |= {"source": "办公会纪要", "certainty": "按本单位制度"}
    assert "30%" in client.post(address, form, follow=True).content.decode()
    rule = portal.site.guard_rule
    assert "办公会纪要" in client.get(address, {"rule": rule.pk}).content.decode()
    assert "比例" in client.post(address, form | {"changed_share": 101}).content.decode()
    removed = client.post(reverse("cms_publication:remove_guard_rule", args=[rule.pk]), follow=True)
    assert "已删除" in removed.content.decode()
    acts = list(AuditEntry.objects.filter(subject="guard:portal").values_list("act", flat=True))
    assert acts == ["set guard rule", "remove guard rule"]
