"""The one way in: nothing passes without approvals for exactly this content."""

import dataclasses
from datetime import datetime

import pytest
from django.utils import timezone

from sites.store import approvals, blobs
from sites.store.admit import Refused, admit
from sites.store.approvals import NotApproved
from sites.store.models import Approval, ApprovalRule, AuditEntry, Document, OutboxEntry

from .factories import AUTHOR, approve, make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def column(site):
    return make_column(site)


def test_unapproved_content_is_refused_and_leaves_nothing(site, column):
    before = (Document.objects.count(), OutboxEntry.objects.count(), AuditEntry.objects.count())
    with pytest.raises(NotApproved):
        admit(make_content(site, column=column.key), person="root", authors=[])
    assert before == (Document.objects.count(), OutboxEntry.objects.count(), AuditEntry.objects.count())


def test_approved_content_is_public_with_its_outbox_and_audit_entries(site, column):
    content = make_content(site, column=column.key)
    document = publish(content)
    assert document.is_public and document.digest == content.digest()
    assert document.path.startswith("xw/") and document.path.endswith("/1.html")
    entry = OutboxEntry.objects.get(document=content.key)
    assert f"document:{content.key}" in entry.keys and f"latest:{column.key}" in entry.keys
    acts = list(AuditEntry.objects.filter(subject=content.key).values_list("act", flat=True))
    assert acts == ["approve publish", "approve publish", "admit"]


@pytest.mark.parametrize("field", ["payload", "column", "translation_group"])
def test_an_approval_holds_for_no_other_content(site, column, field):
    content = make_content(site, column=column.key)
    approve(content)
    other = {"payload": content.payload | {"title": "另一个"}, "column": "x", "translation_group": "y"}[field]
    with pytest.raises(NotApproved):
        admit(dataclasses.replace(content, **{field: other}), person="signer", authors=[AUTHOR])


def test_an_author_may_not_approve(site, column):
    with pytest.raises(NotApproved):
        approve(make_content(site, column=column.key), AUTHOR, "signer")


def test_an_author_named_only_at_admission_does_not_count_as_approver(site, column):
    content = make_content(site, column=column.key)
    approve(content, authors=())
    with pytest.raises(NotApproved):
        admit(content, person="signer", authors=["signer"])


def test_nobody_passes_two_stages(site, column):
    with pytest.raises(NotApproved):
        approve(make_content(site, column=column.key), "signer", "signer")


def test_one_stage_is_not_enough_even_where_a_rule_asks_for_one(site, column):
    ApprovalRule.objects.create(site=site, kind="article", stages=["sign"], source="测试", certainty="测试")
    content = make_content(site, column=column.key)
    approve(content, "only-one")
    with pytest.raises(NotApproved):
        admit(content, person="only-one", authors=[])


def test_a_site_may_ask_for_more_stages(site, column):
    stages = ["first", "second", "sign"]
    ApprovalRule.objects.create(site=site, kind="", stages=stages, source="测试", certainty="测试")
    content = make_content(site, column=column.key)
    approve(content)
    with pytest.raises(NotApproved, match="复审"):
        admit(content, person="signer", authors=[AUTHOR])


def test_without_any_rule_nothing_is_let_in(site, column):
    content = make_content(site, column=column.key)
    approve(content)
    ApprovalRule.objects.all().delete()
    with pytest.raises(NotApproved):
        admit(content, person="signer", authors=[AUTHOR])


def test_an_old_approval_does_not_bring_a_withdrawn_version_back(site, column):
    content = make_content(site, column=column.key)
    take_back(publish(content))
    with pytest.raises(NotApproved):
        admit(content, person="signer", authors=[AUTHOR])
    approve(content)
    assert admit(content, person="signer", authors=[AUTHOR]).is_public


def test_an_old_approval_does_not_bring_a_replaced_version_back(site, column):
    first = make_content(site, column=column.key)
    publish(first)
    publish(dataclasses.replace(first, payload=first.payload | {"title": "新的"}))
    with pytest.raises(NotApproved):
        admit(first, person="signer", authors=[AUTHOR])


def test_the_address_outlives_title_and_withdrawal(site, column):
    content = make_content(site, column=column.key)
    path = publish(content).path
    changed = publish(dataclasses.replace(content, payload=content.payload | {"title": "新的标题"}))
    assert changed.path == path
    take_back(changed)
    assert publish(dataclasses.replace(content, payload=content.payload | {"title": "再来"})).path == path


def test_admitting_the_same_again_changes_nothing(site, column):
    content = make_content(site, column=column.key)
    publish(content)
    before = OutboxEntry.objects.count()
    assert admit(content, person="anyone", authors=[]).is_public
    assert OutboxEntry.objects.count() == before


def test_numbers_are_never_used_twice(site, column):
    first = publish(make_content(site, column=column.key))
    take_back(first)
    second = publish(make_content(site, column=column.key))
    assert (first.number, second.number) == (1, 2)


def test_a_date_given_is_the_date_shown(site, column):
    document = publish(make_content(site, column=column.key, payload={"display_date": "2019-02-14T09:30"}))
    assert timezone.localtime(document.published_at) == datetime.fromisoformat("2019-02-14T09:30+08:00")
    assert "/20190214/" in document.path


def test_pictures_must_be_there_and_unaltered(site, column):
    digest = blobs.put(b"picture", "jpg")
    size = {"digest": digest, "extension": "jpg", "width": 1, "height": 1}
    payload = {"picture": {"alt": "图", "caption": "", "sizes": [size]}}
    content = make_content(site, column=column.key, payload=payload)
    blobs.path_of(digest, "jpg").write_bytes(b"altered")
    approve(content)
    with pytest.raises(Refused):
        admit(content, person="signer", authors=[AUTHOR])
    blobs.path_of(digest, "jpg").write_bytes(b"picture")
    assert admit(content, person="signer", authors=[AUTHOR]).media.get().digest == digest


@pytest.mark.parametrize("slug", ["search", "media", "assets", "mn-mong", "jyj", ""])
def test_a_column_takes_no_address_that_is_another_things(site, slug):
    make_site("jyj", path="jyj", kind="department")
    content = make_content(site, "column", slug=slug)
    approve(content)
    with pytest.raises(Refused):
        admit(content, person="signer", authors=[AUTHOR])


def test_a_document_needs_a_public_column_of_its_own_edition(site, column):
    other = make_column(make_site("other", path="other"))
    for key in ("", "unknown", other.key):
        content = make_content(site, column=key)
        approve(content)
        with pytest.raises(Refused):
            admit(content, person="signer", authors=[AUTHOR])


def test_an_edition_that_the_site_has_not_is_refused(site):
    with pytest.raises(Refused):
        publish(make_content(site, "home", "kk-arab"))


def test_approvals_and_audit_entries_are_never_changed(site, column):
    for row in (Approval.objects.first(), AuditEntry.objects.first()):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()


def test_an_approver_of_another_document_approves_nothing_here(site, column):
    content, other = make_content(site, column=column.key), make_content(site, column=column.key)
    for stage, person in (("first", "a"), ("sign", "b")):
        approvals.approve(
            action="publish",
            stage=stage,
            site=site,
            subject=other.key,
            digest=content.digest(),
            person=person,
            person_name=person,
            authors=[],
        )
    with pytest.raises(NotApproved):
        admit(content, person="b", authors=[])
