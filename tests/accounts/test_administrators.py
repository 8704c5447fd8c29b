"""The three administrators are three people, and none of them has any part in what is published (三员分立)."""

import pytest
from django.db import IntegrityError, transaction

from cms.accounts.appoint import appoint
from cms.accounts.cluster import holds
from cms.accounts.deciding import NotGranted
from cms.accounts.dismiss import dismiss
from cms.accounts.grant import grant
from cms.accounts.models import Administrator, ClusterRole, Role, SiteRole
from cms.accounts.revoke import revoke
from cms.review import actions
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry
from tests.accounts.offices import Office, administrators, office, person


@pytest.fixture
def quiet(db: None) -> Office:
    """Return a site with nothing public."""
    return office("quiet", public=False)


def test_nobody_is_two_of_the_three(quiet: Office) -> None:
    user = person("one")
    appoint(user, Administrator.SYSTEM, by="command")
    with pytest.raises(NotGranted, match="系统管理员"):
        appoint(user, Administrator.AUDIT, by="command")
    with pytest.raises(IntegrityError), transaction.atomic():
        ClusterRole.objects.create(user=user, role=Administrator.AUDIT)
    again = type(user).objects.get(pk=user.pk)
    assert holds(again, Administrator.SYSTEM) and not holds(again, Administrator.AUDIT)


def test_administrators_hold_no_role_at_a_site_and_the_other_way_round(quiet: Office) -> None:
    three = administrators()
    for user in three.values():
        for role in Role.values:
            with pytest.raises(NotGranted):
                grant(user, quiet.site, role, by="admin-security" if user is not three["security"] else "command")
    for role in Administrator.values:
        with pytest.raises(NotGranted, match="站点"):
            appoint(quiet.editor, role, by="command")
    assert not SiteRole.objects.filter(user__in=three.values()).exists()
    assert ClusterRole.objects.count() == 3


def test_a_superuser_gets_neither(quiet: Office) -> None:
    root = person("root", is_superuser=True)
    with pytest.raises(NotGranted):
        grant(root, quiet.site, Role.SIGN, by="command")
    with pytest.raises(NotGranted):
        appoint(root, Administrator.AUDIT, by="command")
    ClusterRole.objects.create(user=root, role=Administrator.AUDIT)
    assert not holds(root, Administrator.AUDIT)


def test_only_the_security_administrator_grants_and_not_to_themselves(quiet: Office) -> None:
    administrators()
    newcomer = person("newcomer")
    for by in ("admin-system", "admin-audit", "quiet-editor", "newcomer", person("root", is_superuser=True).username):
        with pytest.raises(NotGranted):
            grant(newcomer, quiet.site, Role.EDITOR, by=by)
        with pytest.raises(NotGranted):
            revoke(quiet.first, quiet.site, Role.FIRST, by=by)
    grant(newcomer, quiet.site, Role.EDITOR, by="admin-security")
    revoke(newcomer, quiet.site, Role.EDITOR, by="admin-security")
    acts = AuditEntry.objects.filter(subject="newcomer", person="admin-security").order_by("pk")
    assert list(acts.values_list("act", flat=True)) == ["grant role", "revoke role"]


def test_no_account_names_an_administrator(quiet: Office) -> None:
    three = administrators()
    for by in ("admin-system", "admin-security", "admin-audit", "quiet-editor"):
        with pytest.raises(NotGranted, match="服务器"):
            appoint(person(f"by-{by}"), Administrator.SECURITY, by=by)
        with pytest.raises(NotGranted, match="服务器"):
            dismiss(three["audit"], by=by)
    dismiss(three["audit"], by="command")
    assert not holds(three["audit"], Administrator.AUDIT) and not three["audit"].groups.exists()
    assert AuditEntry.objects.filter(act="dismiss administrator", subject="admin-audit", person="command").exists()


def test_none_of_the_three_reviews(quiet: Office) -> None:
    page = quiet.article()
    actions.submit(page, quiet.editor)
    for user in administrators().values():
        with pytest.raises(NotApproved):
            actions.approve(page, user)
