"""Password rules come from a table, have a floor, and an old password must be changed before anything else."""

from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.accounts.deciding import NotGranted
from cms.security.change_password import change_password
from cms.security.limits import ALL, value, values
from cms.security.models import Limit, OldPassword, PasswordState
from cms.security.passwords import Classes, must_change
from cms.security.set_limit import OutOfBounds, set_limit
from sites.store import clock
from tests.accounts.offices import Office
from tests.security.doors import PASSWORD, is_in, log_in

GOOD = "Steppe-wind-2026"


@pytest.mark.parametrize("password", ["Short-1", "onlysmallletters", "steppe wind horse"])
def test_weak_passwords_are_refused(quiet: Office, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, quiet.editor)
    validate_password(GOOD, quiet.editor)


def test_the_last_passwords_are_not_taken_again(quiet: Office) -> None:
    for number in range(value("password_history") + 1):
        change_password(quiet.editor, f"{GOOD}-{number}")
    for number in range(1, value("password_history") + 1):
        with pytest.raises(ValidationError):
            validate_password(f"{GOOD}-{number}", quiet.editor)
    validate_password(f"{GOOD}-0", quiet.editor)
    assert OldPassword.objects.filter(user=quiet.editor).count() == value("password_history")
    assert not OldPassword.objects.filter(encoded__contains=GOOD).exists()


def test_the_numbers_have_a_floor_even_in_the_table(quiet: Office, three: dict) -> None:
    for each in ALL:
        for number in (each.least - 1, each.most + 1):
            with pytest.raises(OutOfBounds):
                set_limit(each.code, number, source="甲", certainty="乙", by="command")
        with pytest.raises(OutOfBounds):
            set_limit(each.code, each.least, source=" ", certainty="乙", by="command")
        with pytest.raises(NotGranted):
            set_limit(each.code, each.least, source="甲", certainty="乙", by="admin-system")
    Limit.objects.update(value=0)
    assert values() == {each.code: each.least for each in ALL}
    Limit.objects.all().delete()
    assert values() == {each.code: each.default for each in ALL}


def test_an_old_password_must_be_changed_before_anything_else(quiet: Office) -> None:
    since = clock.now() - timedelta(days=value("password_days") + 1)
    PasswordState.objects.update_or_create(user=quiet.editor, defaults={"changed_at": since})
    assert must_change(quiet.editor)
    client = log_in("quiet-editor")[0]
    address = reverse("cms_login:password")
    assert client.get("/admin/pages/").url == address
    page = client.get(address).content.decode()
    assert "请先修改密码" in page and "启用码" not in page
    data = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
    assert client.post(address, {**data, "old_password": "wrong"}).status_code == 200
    assert client.post(address, {**data, "new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 200
    assert client.post(address, data).status_code == 302 and is_in(client)
    quiet.editor.refresh_from_db()
    assert not must_change(quiet.editor)


def test_a_new_password_ends_the_log_ins_elsewhere(quiet: Office) -> None:
    here, elsewhere = log_in("quiet-editor")[0], log_in("quiet-editor")[0]
    data = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
    here.post(reverse("cms_login:password"), data)
    assert is_in(here) and not is_in(elsewhere)


@pytest.mark.parametrize("parts", list(product(("", "ab"), ("", "AB"), ("", "12"), ("", "中-+"))))
def test_kinds_of_characters_are_counted(parts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.security.passwords.value", lambda code: 3)
    if sum(bool(part) for part in parts) >= 3:
        Classes().validate("".join(parts))
    else:
        with pytest.raises(ValidationError):
            Classes().validate("".join(parts))
