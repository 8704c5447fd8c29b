"""The screens of delegations and of the security administrator's tables, pressed as a browser presses them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from cms.accounts.models import SiteRole
from cms.inbox.delegation import acting_for, today
from cms.inbox.models import DeadlineRule, Delegation, Holiday
from sites.store.models import ApprovalRule, AuditEntry
from sites.store.rules import required_stages
from tests.inbox.conftest import Office, keeper, person, signed_in

SOURCE = {"source": "县政府办公室规定", "certainty": "按本单位制度"}
TABLES = ("cms_inbox:holidays", "cms_inbox:deadlines", "cms_inbox:rules")


def page(client: Any, name: str, **query: str) -> str:
    return client.get(reverse(name), query).content.decode()


def send(client: Any, name: str, /, *args: Any, **form: Any) -> str:
    return client.post(reverse(name, args=args), form, follow=True).content.decode()


@pytest.fixture
def security(db: None) -> Any:
    return signed_in(keeper())


@pytest.mark.parametrize("name", TABLES)
def test_only_the_security_administrator_keeps_the_tables(school: Office, name: str) -> None:
    for user in (school.sign, person("root", is_superuser=True)):
        client = signed_in(user)
        assert client.get(reverse(name)).status_code == 302
        assert client.post(reverse(name), {}).status_code == 302
        assert reverse(name) not in page(client, "wagtailadmin_home")


def test_the_security_administrator_finds_the_tables(security: Any) -> None:
    home = page(security, "wagtailadmin_home")
    for name in (*TABLES, "cms_inbox:delegations"):
        assert reverse(name) in home and security.get(reverse(name)).status_code == 200


def test_holidays_are_entered_and_removed(security: Any) -> None:
    assert "春节" in page(security, "cms_inbox:holidays", year="2026")
    assert "2031年还没有填写" in page(security, "cms_inbox:holidays", year="2031")
    form = {"first": "2026-07-20", "last": "2026-07-21", "name": "那达慕", "worked": "no", **SOURCE}
    assert "那达慕" in send(security, "cms_inbox:holidays", **form)
    assert "不能早于" in send(security, "cms_inbox:holidays", **form | {"last": "2026-07-01"})
    send(security, "cms_inbox:holidays", **form | {"first": "2026-07-25", "last": "", "worked": "yes"})
    assert Holiday.objects.get(date=date(2026, 7, 25)).is_working_day
    holiday = Holiday.objects.get(date=date(2026, 7, 20))
    assert "已删除" in send(security, "cms_inbox:remove_holiday", holiday.pk)
    assert (
        list(AuditEntry.objects.filter(person="admin-security").values_list("act", flat=True)).count("set holiday") == 2
    )


def test_a_year_without_holidays_is_pointed_out(security: Any) -> None:
    Holiday.objects.filter(date__year=today().year).delete()
    for name in ("cms_inbox:holidays", "cms_inbox:deadlines"):
        assert f"{today().year}年的节假日还没有填写" in page(security, name)


def test_deadlines_are_set_changed_and_removed(security: Any, school: Office) -> None:
    item = school.item()
    form = {"site": school.site.pk, "stage": "first", "kind": "", "amount": 5, "unit": "days", "remind_before": 1}
    text = send(security, "cms_inbox:deadlines", **form, escalate_to="sign", **SOURCE)
    assert "1 件待办的到期时间随之变化" in text and "jyj网站 · 初审 · 全部类别" in text
    item.refresh_from_db()
    rule = DeadlineRule.objects.get(site=school.site)
    assert 'value="5"' in page(security, "cms_inbox:deadlines", rule=str(rule.pk))
    refused = send(security, "cms_inbox:deadlines", **form | {"remind_before": 9}, escalate_to="sign", **SOURCE)
    assert "提前提醒须短于时限" in refused
    send(security, "cms_inbox:remove_deadline", rule.pk)
    assert not DeadlineRule.objects.filter(site=school.site).exists()
    general = DeadlineRule.objects.get(site=None, stage="", kind="")
    assert "通用时限不能删除" in send(security, "cms_inbox:remove_deadline", general.pk)


def test_a_rule_is_tried_before_it_is_made(security: Any, school: Office) -> None:
    form = {"site": school.site.pk, "action": "publish", "kind": "policy", "stages": ["first", "secrecy", "sign"]}
    text = send(security, "cms_inbox:rules", decision="try", **form, **SOURCE)
    assert "现在还没有保存" in text and "初审 → 保密审查 → 签发" in text and "发布 · 政策文件" in text
    assert not ApprovalRule.objects.filter(site=school.site).exists()
    send(security, "cms_inbox:rules", decision="save", **form, **SOURCE)
    assert required_stages(school.site, "policy", "publish") == ["first", "secrecy", "sign"]
    assert "初审 → 保密审查 → 签发" in page(security, "cms_inbox:rules", site=str(school.site.pk))
    rule = ApprovalRule.objects.get(site=school.site)
    assert page(security, "cms_inbox:rules", rule=str(rule.pk)).count("checked") == 3
    assert "更一般的规则" in send(security, "cms_inbox:remove_rule", rule.pk)
    assert required_stages(school.site, "policy", "publish") != ["first", "secrecy", "sign"]


@pytest.mark.parametrize(
    ("stages", "sentence"), [([], "至少"), (["sign"], "至少"), (["first", "second"], "保密审查"), (["first", "x"], "x")]
)
@pytest.mark.parametrize("decision", ["try", "save"])
def test_rules_that_let_too_much_through_are_refused(
    security: Any, decision: str, stages: list[str], sentence: str
) -> None:
    before = list(ApprovalRule.objects.values())
    form = {"site": "", "action": "", "kind": "", "stages": stages, "decision": decision}
    text = send(security, "cms_inbox:rules", **form, **SOURCE)
    assert sentence in text and 'class="errorlist' in text
    assert list(ApprovalRule.objects.values()) == before


def test_the_general_rule_stays(security: Any) -> None:
    rule = ApprovalRule.objects.filter(site=None, action="", kind="").get()
    assert "通用规则不能删除" in send(security, "cms_inbox:remove_rule", rule.pk)


def test_a_reviewer_delegates_and_revokes(school: Office, portal: Office) -> None:
    client = signed_in(school.sign)
    assert reverse("cms_inbox:delegations") in page(client, "wagtailadmin_home")
    assert "还没有委托" in page(client, "cms_inbox:delegations")
    offered = page(client, "cms_inbox:delegate")
    assert "jyjfirst" in offered and "portalsign" in offered and "portaleditor" not in offered
    form = {"to_user": portal.sign.pk, "site": "", "stage": "sign", "first_day": today(), "reason": "出差"}
    text = send(client, "cms_inbox:delegate", **form, last_day=today() - timedelta(days=1))
    assert "不能早于" in text and not Delegation.objects.exists()
    text = send(client, "cms_inbox:delegate", **form, last_day=today() + timedelta(days=3))
    assert "已委托" in text and "portalsign" in text and "有效" in text
    assert acting_for(portal.sign, school.site, "sign") == "jyj-sign"
    held = page(signed_in(portal.sign), "cms_inbox:delegations")
    assert "jyjsign" in held and "撤销</button>" not in held
    delegation = Delegation.objects.get()
    assert "只有委托人自己" in send(signed_in(portal.sign), "cms_inbox:revoke", delegation.pk)
    assert "立即生效" in send(client, "cms_inbox:revoke", delegation.pk)
    assert acting_for(portal.sign, school.site, "sign") is None


def test_the_security_administrator_delegates_for_somebody_absent(security: Any, school: Office) -> None:
    assert "缺席的人" in page(security, "cms_inbox:delegate")
    address = f"{reverse('cms_inbox:delegate')}?giver={school.sign.pk}"
    assert "替jyjsign委托" in security.get(address).content.decode()
    form = {"to_user": school.second.pk, "stage": "", "first_day": today(), "last_day": today(), "reason": "住院"}
    security.post(address, form)
    assert Delegation.objects.get().made_by == "admin-security"
    assert acting_for(school.second, school.site, "sign") == "jyj-sign"


def test_others_neither_delegate_nor_see(school: Office) -> None:
    editor = signed_in(school.editor)
    assert editor.get(reverse("cms_inbox:delegate")).status_code == 302
    assert "新的委托" not in page(editor, "cms_inbox:delegations")
    root = person("root", is_superuser=True)
    SiteRole.objects.create(user=root, site=school.site, role="sign")
    assert signed_in(root).get(reverse("cms_inbox:delegate")).status_code == 302
