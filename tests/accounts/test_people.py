"""人员与角色: who sees whom, who may do what, and how two administrators together let a person in."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cms.accounts.cluster import holds
from cms.accounts.grant import grant
from cms.accounts.models import Administrator, ClusterRole, SiteRole
from sites.store.models import AuditEntry
from tests.accounts.offices import Office, administrators, office, person

ACTS = ("grant", "revoke", "enable", "disable", "reset_password", "unlock", "reset_factor")


@pytest.fixture
def quiet(db: None) -> Office:
    """Return a site with nothing public."""
    return office("quiet", public=False)


@pytest.fixture
def other(db: None) -> Office:
    """Return another such site."""
    return office("other", path="other", public=False)


@pytest.fixture
def three(db: None) -> dict[str, Any]:
    """Return the three administrators."""
    return administrators()


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def secret_in(response: Any) -> str:
    return re.search(r'sumu-secret-shown">([^<]+)<', response.content.decode()).group(1)


def log_in(name: str, password: str) -> Client:
    client = Client()
    client.post(reverse("wagtailadmin_login"), {"username": name, "password": password, "next": "/admin/"})
    return client


def test_two_administrators_together_let_a_person_in(quiet: Office, three: dict[str, Any]) -> None:
    system, security = as_(three["system"]), as_(three["security"])
    made = system.post(reverse("cms_people:create"), {"username": "wulan", "full_name": "乌兰"})
    password, user = secret_in(made), get_user_model().objects.get(username="wulan")
    address = reverse("cms_login:password")
    assert log_in("wulan", password).get(address).status_code == 302, "closed until it is enabled"

    data = {"site": quiet.site.pk, "role": "editor"}
    assert security.post(reverse("cms_people:grant", args=[user.pk]), data).status_code == 302
    code = secret_in(security.post(reverse("cms_people:enable", args=[user.pk])))
    client = log_in("wulan", password)
    assert client.get("/admin/").url == address, "the first password leads to its change alone"
    new = {"old_password": password, "new_password1": "Steppe-wind-2026", "new_password2": "Steppe-wind-2026"}
    assert client.post(address, {**new, "code": "WRONG"}).status_code == 200
    assert client.get("/admin/").url == address
    assert client.post(address, {**new, "code": code}).url == "/admin/"
    assert client.get("/admin/").status_code == 200
    acts = AuditEntry.objects.filter(subject="wulan").order_by("pk").values_list("act", "person")
    assert list(acts) == [
        ("create account", "admin-system"),
        ("log in failed", "wulan"),
        ("grant role", "admin-security"),
        ("enable account", "admin-security"),
        ("log in", "wulan"),
        ("wrong enabling code", "wulan"),
        ("redeem enabling code", "wulan"),
        ("change password", "wulan"),
    ]


def test_a_reset_password_is_worth_nothing_alone(quiet: Office, three: dict[str, Any]) -> None:
    client = as_(quiet.editor)
    password = secret_in(as_(three["system"]).post(reverse("cms_people:reset_password", args=[quiet.editor.pk])))
    assert client.get("/admin/").status_code == 302, "every log-in has ended"
    assert log_in("quiet-editor", password).get("/admin/").status_code == 302
    as_(three["security"]).post(reverse("cms_people:enable", args=[quiet.editor.pk]))
    stolen = log_in("quiet-editor", password)
    data = {"old_password": password, "new_password1": "Steppe-wind-2026", "new_password2": "Steppe-wind-2026"}
    for _attempt in range(5):
        stolen.post(reverse("cms_login:password"), {**data, "code": "AAAA-AAAA"})
    quiet.editor.refresh_from_db()
    assert not quiet.editor.is_active and not quiet.editor.check_password("Steppe-wind-2026")


def test_a_site_administrator_sees_the_people_of_the_own_site(quiet: Office, other: Office) -> None:
    keeper = person("keeper")
    grant(keeper, quiet.site, "site_admin", by="test")
    grant(quiet.first, other.site, "sign", by="test")
    client = as_(keeper)
    page = client.get(reverse("cms_people:people")).content.decode()
    assert "quiet-editor" in page and "other-editor" not in page and "other网站" not in page
    assert client.get(reverse("cms_people:person", args=[other.editor.pk])).status_code == 404
    shown = client.get(reverse("cms_people:person", args=[quiet.first.pk])).content.decode()
    assert "quiet网站" in shown and "other网站" not in shown and "授予" not in shown
    assert "没有找到" in client.get(reverse("cms_people:people") + "?q=other").content.decode()


@pytest.mark.parametrize("who", ["editor", "first", "sign", "site_admin", "audit", "superuser"])
def test_nobody_else_acts_on_people(quiet: Office, three: dict[str, Any], who: str) -> None:
    user = three.get(who) or getattr(quiet, who, None) or person(who, is_superuser=who == "superuser")
    if who == "site_admin":
        grant(user, quiet.site, "site_admin", by="test")
    client, target = as_(user), person("target")
    before = AuditEntry.objects.count()
    data = {"site": quiet.site.pk, "role": "sign"}
    for act in ACTS:
        assert client.post(reverse(f"cms_people:{act}", args=[target.pk]), data).status_code in (302, 403, 404), act
    client.post(reverse("cms_people:create"), {"username": "made", "full_name": "甲"})
    if who != "site_admin":
        assert "target" not in client.get(reverse("cms_people:people")).content.decode()
    assert AuditEntry.objects.count() == before and not SiteRole.objects.filter(user=target).exists()
    target.refresh_from_db()
    assert target.is_active and not get_user_model().objects.filter(username="made").exists()


def test_each_of_the_two_does_the_own_part_alone(quiet: Office, three: dict[str, Any]) -> None:
    system, security = as_(three["system"]), as_(three["security"])
    data = {"site": quiet.site.pk, "role": "sign"}
    for act in ("grant", "revoke", "enable", "unlock", "reset_factor"):
        system.post(reverse(f"cms_people:{act}", args=[quiet.editor.pk]), data)
    for act in ("disable", "reset_password"):
        security.post(reverse(f"cms_people:{act}", args=[quiet.editor.pk]))
    security.post(reverse("cms_people:create"), {"username": "made", "full_name": "甲"})
    quiet.editor.refresh_from_db()
    assert quiet.editor.is_active and quiet.editor.check_password("correct-horse-battery")
    assert list(SiteRole.objects.filter(user=quiet.editor).values_list("role", flat=True)) == ["editor"]
    assert not get_user_model().objects.filter(username="made").exists()


def test_the_three_and_technicians_are_kept_on_the_server(quiet: Office, three: dict[str, Any]) -> None:
    system, root = as_(three["system"]), person("root", is_superuser=True)
    for user in (three["security"], three["audit"], three["system"], root):
        for act in ("disable", "reset_password"):
            system.post(reverse(f"cms_people:{act}", args=[user.pk]))
        user.refresh_from_db()
        assert user.is_active and user.check_password("correct-horse-battery")
    security = as_(three["security"])
    for user in (three["security"], three["audit"], root):
        security.post(reverse("cms_people:grant", args=[user.pk]), {"site": quiet.site.pk, "role": "sign"})
        assert not SiteRole.objects.filter(user=user).exists()


@pytest.mark.parametrize("path", ["users/", "users/add/", "groups/", "groups/new/", "bulk/auth/user/assign_role/"])
def test_wagtails_own_ways_to_rights_are_closed(quiet: Office, three: dict[str, Any], path: str) -> None:
    people = [*three.values(), quiet.editor, person("root", is_superuser=True)]
    for user in people:
        assert as_(user).get(f"/admin/{path}").status_code == 404
        assert as_(user).post(f"/admin/{path}", {"username": "x"}).status_code == 404


def test_a_superuser_cannot_make_superusers_or_change_own_groups(quiet: Office) -> None:
    root = person("root", is_superuser=True)
    for path in (f"users/edit/{quiet.editor.pk}/", f"users/delete/{quiet.editor.pk}/", f"users/{quiet.editor.pk}/"):
        assert as_(root).post(f"/admin/{path}", {"is_superuser": "on"}).status_code == 404
    quiet.editor.refresh_from_db()
    assert not quiet.editor.is_superuser


def test_the_command_makes_three_people(db: None, capsys: Any) -> None:
    with pytest.raises(CommandError):
        call_command("appoint")
    with pytest.raises(CommandError, match="兼任"):
        call_command("appoint", system="one", security="one")
    call_command("appoint", system="wang", security="li", audit="zhao")
    printed = capsys.readouterr().out
    assert {held.role: held.user.username for held in ClusterRole.objects.all()} == {
        "system": "wang",
        "security": "li",
        "audit": "zhao",
    }
    password = re.search(r"li，首次密码：(\S+?)（", printed).group(1)
    assert log_in("li", password).get("/admin/").url == reverse("cms_login:password")
    with pytest.raises(CommandError, match="兼任"):
        call_command("appoint", system="li")
    call_command("dismiss", "li")
    assert not holds(get_user_model().objects.get(username="li"), Administrator.SECURITY)


def test_empty_lists_say_what_to_do(quiet: Office, three: dict[str, Any]) -> None:
    page = as_(three["security"]).get(reverse("cms_people:people") + "?q=nobody-at-all").content.decode()
    assert "没有找到" in page
