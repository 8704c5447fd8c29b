"""The inbox: only my turn, oldest deadline first, at a price that does not grow."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.accounts.models import SiteRole
from cms.inbox.delegate import delegate
from cms.inbox.delegation import stages_of, today
from cms.inbox.entries import deadline_words, entries, script_of
from cms.inbox.models import Delegation, WaitingItem
from cms.inbox.waiting import overseen_by, waiting_for
from cms.inbox.working_days import Calendar
from sites.store import clock
from tests.inbox.conftest import Office, new_office, person, signed_in

ZONE = ZoneInfo("Asia/Shanghai")


def references(user: Any) -> list[str]:
    return [item.reference for item in waiting_for(user)]


def stand_in(from_user: Any, to_user: Any) -> None:
    day = today()
    delegate(from_user, to_user, site=None, stage="", first_day=day, last_day=day, reason="出差", by=from_user)


def overdue(office: Office, reference: str = "1", **more: Any) -> WaitingItem:
    item = office.item(reference, **more)
    WaitingItem.objects.filter(pk=item.pk).update(due_at=clock.now() - timedelta(days=9), escalated_at=clock.now())
    return WaitingItem.objects.get(pk=item.pk)


def shown(user: Any, name: str = "cms_review:waiting") -> str:
    return signed_in(user).get(reverse(name)).content.decode()


def test_only_my_turn_oldest_deadline_first(school: Office, portal: Office) -> None:
    now = clock.now()
    school.item("later", started_at=now)
    school.item("sooner", started_at=now - timedelta(days=10))
    school.item("signer's", stage="sign")
    portal.item("elsewhere")
    assert references(school.first) == ["sooner", "later"]
    assert references(school.sign) == ["signer's"]
    assert references(school.editor) == []


def test_who_is_excluded_does_not_see_it(school: Office) -> None:
    SiteRole.objects.create(user=school.first, site=school.site, role="sign")
    school.item("1", stage="sign", excluded=["jyj-first"])
    assert references(school.first) == [] and references(school.sign) == ["1"]


def test_one_list_for_several_sites_stages_and_sources(school: Office, portal: Office) -> None:
    SiteRole.objects.create(user=portal.sign, site=school.site, role="first")
    school.item("1")
    portal.item("2", stage="sign", source="import")
    portal.item("3", stage="confirm", source="emergency")
    assert sorted(references(portal.sign)) == ["1", "2", "3"]


def test_a_superuser_sees_none(school: Office) -> None:
    root = person("root", is_superuser=True)
    SiteRole.objects.create(user=root, site=school.site, role="first")
    overdue(school)
    assert references(root) == [] and not overseen_by(root).exists()
    assert "没有审签角色" in shown(root)


def test_what_was_delegated_waits_too_and_says_whose_it_is(school: Office) -> None:
    stand_in(school.sign, school.editor)
    school.item("1", stage="sign")
    school.item("2", stage="sign", excluded=["jyj-sign"])
    school.item("3", stage="sign", excluded=["jyj-editor"])
    assert references(school.editor) == ["1"]
    assert "受jyjsign委托代办" in shown(school.editor)
    assert "委托代办</p>" not in shown(school.sign)


def test_another_delegation_is_named_where_the_first_may_not_decide(school: Office) -> None:
    other = person("jyj-sign2", first_name="第二签发人")
    SiteRole.objects.create(user=other, site=school.site, role="sign")
    for giver in (school.sign, other):
        stand_in(giver, school.editor)
    school.item("1", stage="sign", excluded=["jyj-sign"])
    found = entries(waiting_for(school.editor), rights=stages_of(school.editor))
    assert [entry.behalf for entry in found] == ["第二签发人"]


def test_what_is_overdue_is_shown_to_those_who_watch(school: Office, portal: Office) -> None:
    administrator = person("jyj-admin")
    SiteRole.objects.create(user=administrator, site=school.site, role="site_admin")
    overdue(school, title="迟迟未审的通知", excluded=["jyj-first"])
    school.item("2")
    for user in (school.sign, administrator):
        assert [item.reference for item in overseen_by(user)] == ["1"]
        text = shown(user)
        assert "督办（1）" in text and "迟迟未审的通知" in text and "没有人能办" in text
        assert "迟迟未审的通知" in shown(user, "cms_inbox:overseen")
        assert "1 件超过办理时限" in shown(user, "wagtailadmin_home")
    for user in (school.second, portal.sign):
        assert not overseen_by(user).exists()
    assert "没有需要您督办" in shown(portal.sign, "cms_inbox:overseen")


def test_who_watches_is_told_whose_turn_it_is(school: Office) -> None:
    overdue(school)
    assert "应由jyjfirst办理" in shown(school.sign)


def test_badges(school: Office) -> None:
    school.item("1")
    assert "即将到期" not in shown(school.first)
    WaitingItem.objects.update(remind_at=clock.now() - timedelta(hours=1))
    assert "即将到期" in shown(school.first)
    WaitingItem.objects.update(due_at=clock.now() - timedelta(hours=1))
    assert "已超期" in shown(school.first)
    WaitingItem.objects.update(escalated_at=clock.now())
    assert "督办</strong>" in shown(school.first)


def test_the_line_says_what_it_is(school: Office) -> None:
    school.item("1", kind="policy", action="withdraw", language="kk-arab", findings=3)
    text = shown(school.first)
    for word in ("政策文件", "撤下", "哈萨克文", "jyj网站", "初审", "检查发现 3 处", "/admin/review/1/"):
        assert word in text


def test_titles_carry_their_own_language(school: Office) -> None:
    school.item("1", title="ᠮᠣᠩᠭᠣᠯ", language="mn-mong")
    school.item("2", title="导入批次：a.jsonl", language="mn-mong")
    text = shown(school.first)
    assert 'lang="mn-Mong-CN" dir="ltr">ᠮᠣᠩᠭᠣᠯ' in text and 'lang="zh-Hans-CN" dir="ltr">导入批次' in text


@pytest.mark.parametrize(("text", "code"), [("通知 2026", "zh-hans"), ("ᠮᠣᠩᠭᠣᠯ", "mn-mong"), ("قازاق", "kk-arab")])
def test_scripts(text: str, code: str) -> None:
    assert script_of(text) == code


@pytest.mark.parametrize(
    ("now", "due", "words"),
    [
        ("2026-11-20T09:00", "2026-11-24T23:59:59", "还有2个工作日"),
        ("2026-11-24T09:00", "2026-11-24T23:59:59", "今天到期"),
        ("2026-11-24T09:00", "2026-11-24T15:30", "今天15:30到期"),
        ("2026-11-24T16:00", "2026-11-24T15:30", "已超期"),
        ("2026-11-30T09:00", "2026-11-27T23:59:59", "已超期1个工作日"),
        ("2026-11-28T09:00", "2026-11-29T15:30", "11-29到期"),
    ],
)
def test_the_deadline_in_plain_words(now: str, due: str, words: str) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC) for text in (due, now)]
    assert deadline_words(*moments, Calendar(ZONE)) == words


def test_an_empty_inbox_says_what_comes_next(school: Office) -> None:
    assert "现在没有等您审核的内容" in shown(school.first)
    assert "没有审签角色" in shown(school.editor)


def test_fifty_to_a_page(school: Office) -> None:
    for number in range(53):
        school.item(str(number))
    client, url = signed_in(school.first), reverse("cms_review:waiting")
    first = client.get(url)
    assert len(first.context["entries"]) == 50 and "共 53 件" in first.content.decode()
    assert len(client.get(f"{url}?p=2").context["entries"]) == 3
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "待我审核（53）" in home and "查看全部 53 件" in home


def queries(client: Any) -> int:
    url = reverse("cms_review:waiting")
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_number_of_queries_does_not_grow(make_office: Callable[..., Office]) -> None:
    """Neither with sites, nor with items, nor with delegations, nor with what is overdue."""
    offices = [new_office("o0")]
    reviewer = offices[0].first
    stand_in(offices[0].second, reviewer)
    offices[0].item("0-1")
    offices[0].item("0-2", stage="second")
    SiteRole.objects.create(user=reviewer, site=offices[0].site, role="site_admin")
    overdue(offices[0], "0-3", stage="sign")
    client = signed_in(reviewer)
    few = queries(client)
    for number in range(1, 8):
        office = new_office(f"o{number}", roles="first second")
        offices.append(office)
        for role in ("first", "site_admin"):
            SiteRole.objects.create(user=reviewer, site=office.site, role=role)
        stand_in(office.second, reviewer)
        for serial in range(4):
            office.item(f"{number}-{serial}", stage="second" if serial % 2 else "first")
        overdue(office, f"{number}-late", stage="sign")
    assert Delegation.objects.count() == 8
    assert queries(client) == few
