"""The second factor: required by role from the next request on, with backup codes, reset by one administrator."""

import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from cms.accounts.deciding import NotGranted
from cms.security.models import BackupCode, PasswordState, SecondFactorRule
from cms.security.reset_second_factor import reset_second_factor
from cms.security.second_factor import device_of, is_required
from cms.security.set_factor_rule import set_factor_rule
from sites.store import clock
from sites.store.models import AuditEntry
from tests.accounts.offices import Office
from tests.security.doors import PASSWORD, is_in, log_in

VERIFY, ENROL = "cms_login:verify", "cms_login:enrol"


def token_of(user: Any, ahead: int = 0) -> str:
    device = TOTPDevice.objects.get(user=user)
    totp = TOTP(device.bin_key)
    totp.time = time.time() + 30 * ahead
    return f"{totp.token():06d}"


def require(role: str, required: bool = True) -> None:
    set_factor_rule(role, required, source="测试", certainty="测试", by="command")


def enrolled(user: Any) -> tuple[Client, list[str]]:
    client, _response = log_in(user.username)
    client.get(reverse(ENROL))
    page = client.post(reverse(ENROL), {"token": token_of(user)})
    return client, page.context["codes"]


def test_no_role_is_asked_at_first(quiet: Office) -> None:
    assert SecondFactorRule.objects.count() == 10 and not SecondFactorRule.objects.filter(required=True).exists()
    assert is_in(log_in("quiet-sign")[0])


def test_a_rule_takes_effect_at_the_next_request_for_that_role_alone(quiet: Office) -> None:
    signer, editor = log_in("quiet-sign")[0], log_in("quiet-editor")[0]
    assert is_in(signer) and is_in(editor)
    require("sign")
    for address in ("/admin/", "/admin/pages/", "/documents/1/x.pdf", "/media/x.png", "/preview/assets/x.css"):
        assert signer.get(address).url == reverse(ENROL), address
    assert signer.get("/admin/api/main/pages/").status_code == 403
    assert signer.get("/admin/", headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403
    assert is_in(editor)
    require("sign", False)
    assert is_in(signer)


def test_enrolment_needs_a_right_code_and_then_every_log_in_asks_for_one(quiet: Office) -> None:
    require("sign")
    client = log_in("quiet-sign")[0]
    page = client.get(reverse(ENROL))
    assert "绑定" in page.content.decode() and "data:" not in page.content.decode()
    picture = client.get(reverse("cms_login:qr_code"))
    assert picture["Content-Type"] == "image/svg+xml" and b"<path" in picture.content
    assert client.post(reverse(ENROL), {"token": "12345"}).status_code == 200
    assert device_of(quiet.sign) is None and not is_in(client)
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    shown = client.post(reverse(ENROL), {"token": token_of(quiet.sign)})
    assert len(shown.context["codes"]) == 10 and is_in(client)

    again = log_in("quiet-sign")[0]
    assert again.get("/admin/").url == reverse(VERIFY)
    assert again.get(reverse(ENROL)).url == reverse(VERIFY), "nobody enrols another telephone beside the first"
    assert again.get(reverse("cms_login:qr_code")).url == reverse(VERIFY)
    assert again.post(reverse(VERIFY), {"token": token_of(quiet.sign)}).status_code == 200, "a code is good once"
    TOTPDevice.objects.update(throttling_failure_timestamp=None, throttling_failure_count=0)
    assert again.post(reverse(VERIFY), {"token": token_of(quiet.sign, ahead=1)}).status_code == 302
    assert is_in(again)


def test_whoever_enrolled_is_asked_without_any_rule(quiet: Office) -> None:
    enrolled(quiet.editor)
    assert not is_required(quiet.editor)
    assert log_in("quiet-editor")[0].get("/admin/").url == reverse(VERIFY)


def test_the_second_factor_comes_before_a_new_password(quiet: Office) -> None:
    enrolled(quiet.editor)
    PasswordState.objects.update_or_create(user=quiet.editor, defaults={"changed_at": clock.now(), "must_change": True})
    client, password = log_in("quiet-editor")[0], reverse("cms_login:password")
    new = {"old_password": PASSWORD, "new_password1": "Steppe-wind-2026", "new_password2": "Steppe-wind-2026"}
    assert client.post(password, new).url == reverse(VERIFY)
    client.post(reverse(VERIFY), {"token": token_of(quiet.editor, ahead=1)})
    assert client.get("/admin/").url == password
    assert client.post(password, new).status_code == 302 and is_in(client)


def test_a_backup_code_is_good_once(quiet: Office) -> None:
    _client, codes = enrolled(quiet.editor)
    assert BackupCode.objects.count() == 10
    assert not any(code.replace("-", "") in str(list(BackupCode.objects.values())) for code in codes)
    client = log_in("quiet-editor")[0]
    client.post(reverse(VERIFY), {"token": codes[0].lower()})
    assert is_in(client)
    other = log_in("quiet-editor")[0]
    other.post(reverse(VERIFY), {"token": codes[0]})
    assert not is_in(other)


def test_wrong_codes_are_slowed_down_and_recorded(quiet: Office) -> None:
    enrolled(quiet.editor)
    client = log_in("quiet-editor")[0]
    for _attempt in range(3):
        client.post(reverse(VERIFY), {"token": "000000"})
    assert client.post(reverse(VERIFY), {"token": token_of(quiet.editor, ahead=1)}).status_code == 200
    assert AuditEntry.objects.filter(act="second factor failed", person="quiet-editor").count() == 4


def test_another_persons_device_opens_nothing(quiet: Office) -> None:
    require("editor")
    require("sign")
    enrolled(quiet.sign)
    enrolled(quiet.editor)
    client = log_in("quiet-editor")[0]
    session = client.session
    session["otp_device_id"] = device_of(quiet.sign).persistent_id
    session.save()
    assert not is_in(client)


def test_the_security_administrator_resets_and_that_ends_what_was_verified(quiet: Office, three: dict) -> None:
    require("editor")
    client, _codes = enrolled(quiet.editor)
    assert is_in(client)
    for by in ("admin-system", "quiet-sign", "quiet-editor"):
        with pytest.raises(NotGranted):
            reset_second_factor(quiet.editor, by=by)
    with pytest.raises(NotGranted):
        reset_second_factor(three["security"], by="admin-security")
    reset_second_factor(quiet.editor, by="admin-security")
    assert not is_in(client) and not BackupCode.objects.exists()
    assert AuditEntry.objects.get(act="remove second factor").role == "security"


def test_the_security_administrator_changes_rules_on_screen(quiet: Office, three: dict) -> None:
    security = log_in("admin-security")[0]
    page = security.get(reverse("cms_security:overview")).content.decode()
    assert "签发" in page and "GB/T 22239" in page and "现在没有被锁定" in page
    data = {"required": "on", "source": "本单位决定", "certainty": "本单位决定"}
    assert security.post(reverse("cms_security:factor", args=["sign"]), data).status_code == 302
    assert is_required(quiet.sign)
    length = reverse("cms_security:limit", args=["password_length"])
    low = security.post(length, {"value": 4, "source": "甲", "certainty": "乙"})
    assert low.status_code == 200 and "10 到 64" in low.content.decode()
    assert security.post(length, {"value": 16, "source": "甲", "certainty": "乙"}).status_code == 302
    acts = AuditEntry.objects.filter(person="admin-security").values_list("act", "subject")
    assert ("set second factor rule", "sign") in acts and ("set security limit", "password_length") in acts


@pytest.mark.parametrize("name", ["quiet-editor", "quiet-sign", "admin-system", "admin-audit"])
def test_nobody_else_sees_or_changes_rules(quiet: Office, three: dict, name: str) -> None:
    client = log_in(name)[0]
    before = AuditEntry.objects.count()
    for address in (
        reverse("cms_security:overview"),
        reverse("cms_security:limit", args=["password_length"]),
        reverse("cms_security:factor", args=["sign"]),
    ):
        assert client.get(address).status_code == 302
        client.post(address, {"value": 16, "required": "on", "source": "甲", "certainty": "乙"})
    client.post(reverse("cms_security:unlock"), {"address": "10.0.0.1"})
    assert AuditEntry.objects.count() == before
    with pytest.raises(NotGranted):
        set_factor_rule("sign", True, source="甲", certainty="乙", by=name)
