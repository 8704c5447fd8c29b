"""Who may decide for whom."""

from datetime import date, timedelta
from typing import Any

import pytest

from cms.accounts.models import SiteRole
from cms.changes.rights import may_see
from cms.emergency.models import EmergencyRecord
from cms.emergency.rights import visible
from cms.inbox.delegate import NotDelegated, delegate
from cms.inbox.delegation import acting_for, stages_of, today
from cms.inbox.models import Delegation
from cms.inbox.revoke import revoke
from sites.store import clock
from sites.store.models import AuditEntry
from tests.inbox.conftest import Office, keeper, person


def give(from_user: Any, to_user: Any, **more: Any) -> Delegation:
    day = today()
    values = {"site": None, "stage": "", "first_day": day, "last_day": day, "reason": "出差", "by": from_user}
    return delegate(from_user, to_user, **values | more)


def test_own_stages_alone(school: Office, portal: Office) -> None:
    assert stages_of(school.sign) == [(school.site.pk, stage, "") for stage in ("afterwards", "confirm", "sign")]
    assert stages_of(school.editor) == []
    assert acting_for(school.sign, school.site, "sign") == ""
    assert acting_for(school.sign, portal.site, "sign") is None
    assert acting_for(school.editor, school.site, "first") is None


def test_a_superuser_and_a_closed_account_have_none(school: Office) -> None:
    root = person("root", is_superuser=True)
    SiteRole.objects.create(user=root, site=school.site, role="sign")
    school.first.is_active = False
    assert stages_of(root) == [] and stages_of(school.first) == []


def test_a_delegate_decides_on_the_days_given(school: Office) -> None:
    delegation = give(school.sign, school.editor)
    assert acting_for(school.editor, school.site, "sign") == "jyj-sign"
    assert acting_for(school.editor, school.site, "first") is None
    entry = AuditEntry.objects.get(act="delegate")
    assert entry.person == "jyj-sign" and entry.detail["holder"] == "jyj-editor"
    for shift in (-1, 1):
        day = today() + timedelta(days=shift)
        Delegation.objects.filter(pk=delegation.pk).update(first_day=day, last_day=day)
        assert acting_for(school.editor, school.site, "sign") is None


def test_a_right_of_ones_own_comes_first(school: Office) -> None:
    give(school.first, school.sign)
    SiteRole.objects.create(user=school.sign, site=school.site, role="first")
    assert acting_for(school.sign, school.site, "first") == ""


def test_a_delegation_is_not_delegated_on(school: Office) -> None:
    give(school.sign, school.first)
    give(school.first, school.editor)
    assert acting_for(school.editor, school.site, "first") == "jyj-first"
    assert acting_for(school.editor, school.site, "sign") is None


def test_it_ends_with_the_role_of_whoever_gave_it(school: Office) -> None:
    give(school.sign, school.editor)
    SiteRole.objects.filter(user=school.sign).delete()
    assert stages_of(school.editor) == []


def test_it_ends_with_the_account_of_whoever_gave_it(school: Office) -> None:
    give(school.sign, school.editor)
    school.sign.is_active = False
    school.sign.save()
    assert stages_of(school.editor) == []


def test_it_reaches_no_further_than_site_and_stage(school: Office, portal: Office) -> None:
    SiteRole.objects.create(user=portal.sign, site=school.site, role="sign")
    SiteRole.objects.create(user=portal.sign, site=school.site, role="second")
    give(portal.sign, portal.first, site=school.site, stage="second")
    rights = {right for right in stages_of(portal.first) if right[2]}
    assert (school.site.pk, "second", "portal-sign") in rights
    assert {site for site, _stage, _behalf in rights} == {school.site.pk}
    assert "sign" not in {stage for _site, stage, _behalf in rights}


def test_the_portals_reviewers_may_help_out_and_other_offices_may_not(
    school: Office, portal: Office, make_office: Any
) -> None:
    water = make_office("slj")
    give(school.sign, portal.first)
    assert acting_for(portal.first, school.site, "sign") == "jyj-sign"
    for stranger in (water.sign, portal.editor):
        with pytest.raises(NotDelegated, match="受托人"):
            give(school.sign, stranger)


def test_who_loses_their_place_loses_what_was_delegated(school: Office) -> None:
    give(school.sign, school.editor)
    SiteRole.objects.filter(user=school.editor).delete()
    assert stages_of(school.editor) == []


def test_another_who_may_decide_is_preferred(school: Office) -> None:
    second = person("jyj-sign2")
    SiteRole.objects.create(user=second, site=school.site, role="sign")
    give(school.sign, school.editor)
    give(second, school.editor)
    assert acting_for(school.editor, school.site, "sign", excluded=["jyj-sign"]) == "jyj-sign2"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_day": date(2020, 1, 1)}, "早于"),
        ({"first_day": date(2020, 1, 1), "last_day": date(2020, 1, 2)}, "过去"),
        ({"reason": " "}, "事由"),
        ({"stage": "first"}, "没有可以委托的"),
    ],
)
def test_what_is_refused(school: Office, changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(NotDelegated, match=sentence):
        give(school.sign, school.editor, **changes)
    assert not Delegation.objects.exists()


def test_nobody_delegates_to_themselves_or_to_an_administrator(school: Office) -> None:
    root = person("root", is_superuser=True)
    for other, sentence in ((school.sign, "自己"), (root, "管理员"), (keeper(), "管理员")):
        with pytest.raises(NotDelegated, match=sentence):
            give(school.sign, other)


def test_only_the_security_administrator_delegates_for_others(school: Office) -> None:
    with pytest.raises(NotDelegated, match="安全保密管理员"):
        give(school.sign, school.editor, by=school.first)
    give(school.sign, school.editor, by=keeper())
    assert acting_for(school.editor, school.site, "sign") == "jyj-sign"


def test_revoking(school: Office) -> None:
    delegation = give(school.sign, school.editor)
    with pytest.raises(NotDelegated):
        revoke(delegation, by=school.editor)
    revoke(delegation, by=school.sign)
    assert stages_of(school.editor) == []
    assert AuditEntry.objects.filter(act="revoke delegation", person="jyj-sign").exists()
    with pytest.raises(NotDelegated, match="已经撤销"):
        revoke(delegation, by=school.sign)


def test_a_delegate_may_look_at_what_they_decide_on(school: Office, portal: Office) -> None:
    record = EmergencyRecord.objects.create(
        kind=EmergencyRecord.Kind.NOTICE,
        site=school.site,
        title="大风",
        reason="大风",
        declared_by="jyj-editor",
        declared_at=clock.now(),
        ends_at=clock.now(),
    )
    assert not may_see(portal.sign, school.site) and not visible(portal.sign).exists()
    give(school.sign, portal.sign)
    assert may_see(portal.sign, school.site) and list(visible(portal.sign)) == [record]
