"""The screens of the emergency way."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.emergency.models import EmergencyRecord
from sites.store.models import Document
from tests.accounts.offices import administrators, secrecy_fields

pytestmark = pytest.mark.django_db


def moment(days=1):
    return (timezone.localtime() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def notice(client, **more):
    form = {"sites": ["portal"], "text_zh-hans": "停课一天", "reason": "暴雪", "ends_at": moment()} | more
    return client.post("/admin/emergency/notice/", form)


def test_from_declaring_to_the_review(client, portal, secrecy_officer):
    client.force_login(portal.editor)
    assert "发布应急通知" in client.get("/admin/emergency/").content.decode()
    assert "/admin/emergency/" in client.get("/admin/").content.decode()
    answer = notice(client)
    record = EmergencyRecord.objects.get()
    address = f"/admin/emergency/{record.uid}/"
    assert answer.headers["Location"] == address
    assert "confirm" not in client.get(address).content.decode().split("撤回，不再公开")[0].split("<h2>确认</h2>")[1]
    client.force_login(portal.sign)
    assert "确认，马上公开" in client.get(address).content.decode()
    preview = client.get(f"{address}preview/portal/zh-hans/").content.decode()
    assert "停课一天" in preview
    client.post(address, {"decision": "confirm"})
    record.refresh_from_db()
    assert record.confirmed_at is None, "without the form nothing happens"
    client.post(address, {"decision": "confirm", **secrecy_fields()})
    record.refresh_from_db()
    assert record.confirmed_at
    assert "待事后审查" in client.get("/admin/emergency/").content.decode()
    client.force_login(secrecy_officer)
    assert "记录审查结果" in client.get(address).content.decode()
    client.post(address, {"decision": "review", "review-result": "improper", "review-note": "措辞不当，已更正。"})
    record.refresh_from_db()
    assert record.result == "improper" and "措辞不当" in client.get(address).content.decode()


def test_ending_early(client, portal, secrecy_officer):
    client.force_login(portal.editor)
    notice(client)
    address = f"/admin/emergency/{EmergencyRecord.objects.get().uid}/"
    client.force_login(portal.sign)
    client.post(address, {"decision": "confirm", **secrecy_fields()})
    client.force_login(portal.editor)
    client.post(address, {"decision": "ask_to_end", "end-reason": "预警解除"})
    client.post(address, {"decision": "confirm_end"})
    assert not EmergencyRecord.objects.get().is_over
    client.force_login(secrecy_officer)
    client.post(address, {"decision": "confirm_end"})
    assert EmergencyRecord.objects.get().is_over


def test_a_draft(client, portal):
    page = portal.article("防汛通知")
    client.force_login(portal.editor)
    assert "防汛通知" in client.get(f"/admin/emergency/document/?page={page.pk}").content.decode()
    client.post("/admin/emergency/document/", {"page": page.pk, "reason": "防汛", "ends_at": moment()})
    record = EmergencyRecord.objects.get()
    client.force_login(portal.sign)
    address = f"/admin/emergency/{record.uid}/"
    assert "防汛通知" in client.get(f"{address}preview/portal/zh-hans/").content.decode()
    client.post(address, {"decision": "confirm", **secrecy_fields()})
    assert Document.objects.filter(title="防汛通知").exists()


def test_mistakes_are_told(client, portal):
    client.force_login(portal.editor)
    for wrong in ({"ends_at": moment(30)}, {"reason": ""}, {"text_zh-hans": ""}, {"sites": []}):
        answer = notice(client, **wrong)
        assert answer.status_code == 200 and "sumu-notice--problem" in answer.content.decode()
    assert not EmergencyRecord.objects.exists()


def test_who_sees_what(client, portal, township, django_user_model):
    client.force_login(portal.editor)
    notice(client)
    uid = EmergencyRecord.objects.get().uid
    for user in (township.editor, township.sign):
        client.force_login(user)
        for address in (f"/admin/emergency/{uid}/", f"/admin/emergency/{uid}/preview/portal/zh-hans/"):
            assert client.get(address).status_code == 404
        assert client.post(f"/admin/emergency/{uid}/", {"decision": "confirm", **secrecy_fields()}).status_code == 404
    client.force_login(portal.first)
    assert client.get("/admin/emergency/notice/").status_code in (302, 403)
    security = administrators()["security"]
    client.force_login(security)
    assert client.get("/admin/emergency/limit/").status_code == 200
    client.post("/admin/emergency/limit/", {"days": 3, "source": "本级应急预案", "certainty": "已核"})
    client.force_login(portal.editor)
    assert "最长 3 天" in client.get("/admin/emergency/").content.decode()
    assert client.get("/admin/emergency/limit/").status_code in (302, 403)
