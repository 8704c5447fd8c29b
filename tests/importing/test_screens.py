"""The screens: reviewers see samples and bad lines, and decide; others see nothing."""

import pytest
from django.urls import reverse

from cms.importing.drafting import make_batch
from cms.importing.models import ImportBatch
from sites.store import secrecy
from tests.accounts.offices import person

from .conftest import accepted, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(portal, write):
    spoiled = record(2, title="<script>alert(1)</script>", body=[{"t": "<img src=x onerror=alert(1)>"}])
    return make_batch(write(record(1), b"{", spoiled), portal.column, portal.editor)


def answers(answer="no"):
    return {f"secrecy-{question.code}": answer for question in secrecy.questions()}


def address(batch):
    return reverse("cms_importing:batch", args=[batch.pk])


def test_a_reviewer_sees_the_batch_and_passes_it(client, portal, batch):
    client.force_login(portal.first)
    assert "documents.jsonl" in client.get(reverse("cms_importing:list")).content.decode()
    shown = client.get(address(batch)).content.decode()
    assert "关于第1件事的规定" in shown and "不是 JSON" in shown and "初审通过" in shown
    assert "<script>alert(1)" not in shown and "<img src=x" not in shown
    passed = {"decision": "approve", "seen": batch.manifest_digest}
    assert "著录不全" in shown
    assert "请先逐条处理" in client.post(address(batch), passed, follow=True).content.decode()
    client.post(address(batch), passed | accepted(batch))
    client.force_login(portal.sign)
    assert "请选择" in client.post(address(batch), passed).content.decode()
    client.post(address(batch), passed | answers())
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.APPROVED
    assert "不涉及" in client.get(address(batch)).content.decode()


def test_a_return_needs_a_reason_and_ends_the_batch(client, portal, batch):
    client.force_login(portal.first)
    for note, state in (("", "draft"), ("不全", "returned")):
        client.post(address(batch), {"decision": "return", "seen": batch.manifest_digest, "note": note})
        batch.refresh_from_db()
        assert batch.state == state


def test_who_may_not_decide_is_told_why_and_strangers_see_nothing(client, portal, batch):
    client.force_login(portal.editor)
    shown = client.get(address(batch)).content.decode()
    assert "整批退回" not in shown and "没有“初审”的角色" in shown
    client.post(address(batch), {"decision": "approve", "seen": batch.manifest_digest})
    client.force_login(portal.first)
    assert client.post(address(batch), {"decision": "approve", "seen": "other"}).status_code in (302, 403)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DRAFT
    from cms.accounts.grant import grant
    from tests.accounts.offices import office

    stranger = person("stranger")
    grant(stranger, office("other", path="other").site, "first", by="test")
    client.force_login(stranger)
    assert client.get(address(batch)).status_code == 404


def test_a_row_with_a_serious_finding_is_unusable_and_the_batch_goes_on(portal, write):
    spoiled = record(2, body=[{"t": "联系人身份证号：11010519491231002X。"}])
    batch = make_batch(write(record(1), spoiled), portal.column, portal.editor)
    states = dict(batch.rows.values_list("line", "state"))
    assert (states[1], states[2]) == ("new", "malformed")
    row = batch.rows.get(line=2)
    assert "身份证" in row.reason and not row.content and "11010519491231002X" not in row.reason
