"""Rules are data, and no rule lets something through too easily."""

import pytest

from sites.store import rules
from sites.store.models import ApprovalRule, AuditEntry

from .factories import make_site

pytestmark = pytest.mark.django_db


def set_rule(site, action, kind, stages):
    return rules.set_rule(site, action, kind, stages, source="测试", certainty="测试", by="keeper")


def test_the_most_specific_rule_counts():
    site, other = make_site(), make_site("other", path="other")
    four = ["first", "second", "secrecy", "sign"]
    set_rule(None, "withdraw", "", ["second", "sign"])
    set_rule(None, "", "policy", ["first", "secrecy", "sign"])
    set_rule(site, "", "", four)
    assert rules.required_stages(other, "article") == ["first", "sign"]
    assert rules.required_stages(other, "article", "withdraw") == ["second", "sign"]
    assert rules.required_stages(other, "policy") == ["first", "secrecy", "sign"]
    assert rules.required_stages(site, "policy", "withdraw") == four


def test_stages_are_kept_in_their_order():
    assert set_rule(None, "", "leader", ["sign", "secrecy", "first"]).stages == ["first", "secrecy", "sign"]


@pytest.mark.parametrize(
    ("action", "stages", "words"),
    [
        ("", [], "至少"),
        ("", ["sign"], "至少"),
        ("", ["sign", "sign"], "至少"),
        ("", ["first", "second"], "保密审查"),
        ("", ["first", "sign", "confirm"], "不认识"),
        ("emergency", ["first", "sign"], "固定"),
    ],
)
def test_a_rule_that_is_too_easy_is_refused(action, stages, words):
    with pytest.raises(rules.BadRule, match=words):
        set_rule(None, action, "", stages)
    assert ApprovalRule.objects.count() == 1


def test_setting_and_removing_are_on_record():
    site = make_site()
    rule = set_rule(site, "", "", ["first", "second", "sign"])
    set_rule(site, "", "", ["first", "sign"])
    rules.remove_rule(rule, by="keeper")
    entries = AuditEntry.objects.filter(site=site.key)
    assert [entry.act for entry in entries] == ["set rule", "set rule", "remove rule"]
    assert entries[1].detail["before"] == ["first", "second", "sign"]


def test_the_rule_for_everything_stays():
    with pytest.raises(rules.BadRule, match="通用规则"):
        rules.remove_rule(ApprovalRule.objects.get(site=None, action="", kind=""), by="keeper")


def test_the_emergency_way_is_not_a_matter_of_rules():
    assert rules.required_stages(make_site(), "article", "emergency") == ["declare", "confirm"]
