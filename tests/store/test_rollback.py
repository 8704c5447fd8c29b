"""Going back to an earlier state needs its own review, names exactly what changes, and ends where things stood."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sites.store import approvals, audit, blobs, clock, intact, rollback, versions
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry, Document, OutboxEntry, ScheduledAdmission
from sites.store.relist import relist
from sites.store.rules import set_rule
from sites.store.schedule import hold
from tests.wall import oracle

from .factories import approve as approve_content
from .factories import make_column, make_content, make_site, publish, take_back
from .rollbacks import ASKER, approve, go_back, newest, plan_back

pytestmark = pytest.mark.django_db


def changed(content, title):
    return replace(content, payload={**content.payload, "title": title})


def standing(site):
    public = Document.objects.filter(site=site, state="public")
    return {document.key: (document.digest, document.title, document.column) for document in public}


@pytest.fixture
def town(tmp_path, settings):
    """A column with a document that was changed, one that was taken back, and one that came later."""
    settings.SUMU_VAR = tmp_path
    site = make_site()
    column = make_column(site)
    first, second, later = (make_content(site, column=column.key) for _ in range(3))
    publish(first)
    publish(second)
    then = newest()
    publish(changed(first, "改后"))
    take_back(Document.objects.get(key=second.key))
    publish(later)
    return {"site": site, "column": column, "first": first, "second": second, "later": later, "then": then}


def test_a_plan_names_each_document_with_its_content_now_and_then(town):
    made = plan_back(town["site"], town["then"])
    steps = {step.key: step for step in made.documents}
    first = town["first"]
    assert steps[first.key] == (first.key, changed(first, "改后").digest(), first.digest())
    assert steps[town["second"].key] == (town["second"].key, "", town["second"].digest())
    assert steps[town["later"].key] == (town["later"].key, town["later"].digest(), "")
    assert len(steps) == 3
    other = replace(made, documents=made.documents[:2])
    assert len({made.digest(), other.digest(), replace(made, release="1" * 40).digest()}) == 3


def test_without_its_own_approvals_nothing_goes_back(town):
    made, before = plan_back(town["site"], town["then"]), standing(town["site"])
    with pytest.raises(NotApproved):
        rollback.roll_back(made, person="root", authors=[ASKER], reason="")
    approve(made, "first-reviewer")
    with pytest.raises(NotApproved):
        rollback.roll_back(made, person="root", authors=[ASKER], reason="")
    with pytest.raises(NotApproved):
        approve(made, ASKER)
    with transaction.atomic():
        smaller = replace(made, documents=made.documents[:1])
        approve(smaller)
    with pytest.raises(NotApproved):
        rollback.roll_back(made, person="root", authors=[ASKER], reason="")
    assert standing(town["site"]) == before


def test_approvals_without_the_secrecy_form_do_not_count(town):
    made = plan_back(town["site"], town["then"])
    with pytest.raises(NotApproved):
        for stage in ("first", "sign"):
            approvals.approve(
                action="rollback",
                stage=stage,
                site=town["site"],
                subject=made.subject,
                digest=made.digest(),
                person=stage,
                person_name=stage,
                authors=[ASKER],
            )
        rollback.roll_back(made, person="root", authors=[ASKER], reason="")


def test_the_strictest_rule_of_the_kinds_counts(town):
    made = plan_back(town["site"], town["then"])
    set_rule(None, "", "article", ["first", "second", "sign"], source="测试", certainty="测试", by="root")
    assert rollback.demanded_stages(made, town["site"]) == ["first", "second", "sign"]
    approve(made)
    with pytest.raises(NotApproved, match="复审"):
        rollback.roll_back(made, person="signer", authors=[ASKER], reason="")


def test_going_back_restores_takes_back_announces_and_records(town):
    site, second, later = town["site"], town["second"], town["later"]
    before = Document.objects.get(key=second.key)
    made = plan_back(site, town["then"])
    done = go_back(site, town["then"])
    assert (done.restored, done.taken_back) == (2, 1)
    assert plan_back(site, town["then"]).documents == ()
    restored, gone = Document.objects.get(key=second.key), Document.objects.get(key=later.key)
    assert restored.is_public and restored.withdrawn_at is None
    assert (restored.path, restored.number, restored.slot) == (before.path, before.number, before.slot)
    assert not gone.is_public and gone.withdrawn_at and gone.leads_to == ""
    entries = OutboxEntry.objects.filter(cause="rollback")
    assert {entry.document: entry.digest for entry in entries} == {
        town["first"].key: town["first"].digest(),
        second.key: second.digest(),
        later.key: "",
    }
    assert (min(entry.id for entry in entries), max(entry.id for entry in entries)) == (done.first, done.last)
    assert all(f"latest:{town['column'].key}" in entry.keys for entry in entries)
    act = AuditEntry.objects.get(act="roll back")
    assert (act.subject, act.digest) == ("rollback:portal", made.digest())
    assert act.detail["restored"] == 2 and AuditEntry.objects.filter(act="roll back document").count() == 3
    assert audit.verify() and rollback.kept(made.digest()) == made
    for document in Document.objects.filter(state="public"):
        intact.demand(document)
    assert [found for document in Document.objects.all() for found in oracle.objections(document.key)] == []


def test_a_document_changed_meanwhile_refuses_the_whole_act(town):
    made = plan_back(town["site"], town["then"])
    approve(made)
    publish(changed(town["first"], "又改"))
    assert rollback.is_stale(made)
    before = standing(town["site"])
    with pytest.raises(Refused, match="重新提出"):
        rollback.roll_back(made, person="signer", authors=[ASKER], reason="")
    assert standing(town["site"]) == before and not OutboxEntry.objects.filter(cause="rollback").exists()


def test_used_approvals_bring_nothing_back_a_second_time(town):
    site, first = town["site"], town["first"]
    made = plan_back(site, town["then"])
    go_back(site, town["then"])
    publish(changed(first, "改后"))
    take_back(Document.objects.get(key=town["second"].key))
    publish(town["later"])
    again = replace(plan_back(site, town["then"]), release=made.release)
    assert again.digest() == made.digest()
    with pytest.raises(NotApproved):
        rollback.roll_back(again, person="signer", authors=[ASKER], reason="")


def test_a_rollback_can_itself_be_taken_back(town):
    site, now = town["site"], newest()
    before = standing(site)
    go_back(site, town["then"])
    go_back(site, now)
    assert standing(site) == before


def test_what_has_ended_since_stays_away(town):
    site = town["site"]
    ends = clock.now() + timedelta(seconds=1)
    content = make_content(site, column=town["column"].key, payload={"expire_at": ends.isoformat()})
    publish(content)
    then = newest()
    take_back(Document.objects.get(key=content.key))
    publish(changed(town["first"], "再改"))
    while clock.now() < ends:
        time.sleep(0.05)
    made = plan_back(site, then)
    assert [step.key for step in made.documents] == [town["first"].key]
    assert made.left == ((content.key, "expired"),)


def test_scheduled_versions_of_the_documents_wait_no_longer(town):
    content = changed(town["first"], "定时")
    content = replace(
        content, payload={**content.payload, "publish_at": (timezone.now() + timedelta(days=1)).isoformat()}
    )
    approve_content(content)
    hold(content, person="signer", authors=["author"])
    go_back(town["site"], town["then"])
    assert not ScheduledAdmission.objects.exists()


def test_lost_bytes_refuse_the_act(town, tmp_path):
    site = town["site"]
    digest = blobs.put(b"%PDF", "pdf")
    attachment = {"title": "附件", "digest": digest, "extension": "pdf", "size": 4}
    content = make_content(site, column=town["column"].key, payload={"attachments": [attachment]})
    publish(content)
    then = newest()
    publish(replace(content, payload={**content.payload, "attachments": []}))
    made = plan_back(site, then)
    approve(made)
    blobs.path_of(digest, "pdf").unlink()
    with pytest.raises(Refused, match="缺失"):
        rollback.roll_back(made, person="signer", authors=[ASKER], reason="")
    blobs.put(b"%PDF", "pdf")
    rollback.roll_back(made, person="signer", authors=[ASKER], reason="")
    assert list(Document.objects.get(key=content.key).media.values_list("digest", flat=True)) == [digest]


def test_a_document_whose_place_in_the_list_was_closed_gets_a_new_one(town):
    relist(town["column"].key, person="root")
    assert Document.objects.get(key=town["second"].key).slot == 0
    go_back(town["site"], town["then"])
    slots = list(Document.objects.filter(column=town["column"].key, state="public").values_list("slot", flat=True))
    assert 0 not in slots and len(set(slots)) == len(slots)


def test_a_column_with_public_documents_is_not_taken_from_under_them(town):
    site, before = town["site"], 0
    made = plan_back(site, before)
    column = [step for step in made.documents if step.key == town["column"].key]
    only = replace(made, documents=tuple(column))
    approve(only)
    with pytest.raises(Refused, match="栏目"):
        rollback.roll_back(only, person="signer", authors=[ASKER], reason="")
    assert go_back(site, before).taken_back == len(made.documents)
    assert standing(site) == {}


def test_an_altered_plan_is_not_read(town):
    made = plan_back(town["site"], town["then"])
    digest = rollback.keep(made)
    assert rollback.kept(digest) == made
    with pytest.raises(LookupError):
        rollback.kept("0" * 64)
    versions.keep(town["first"])
    with pytest.raises(LookupError):
        rollback.kept(town["first"].digest())


ACTS = st.lists(st.tuples(st.sampled_from("cmpw"), st.integers(0, 3)), min_size=1, max_size=12)


@given(acts=ACTS, back=st.integers(0, 100))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happened_going_back_gives_what_was_public_then(acts, back):
    """Acts: c changes or admits, w takes back, m moves to the other column, p goes back to the beginning."""
    with transaction.atomic():
        site = make_site(f"s{abs(hash((tuple(acts), back))) % 10**9}", path="x")
        columns = [make_column(site, slug).key for slug in ("aa", "bb")]
        contents = [make_content(site, column=columns[0]) for _ in range(4)]
        history = [(newest(), standing(site))]
        for number, (act, which) in enumerate(acts):
            _act(site, act, contents, which, columns, number, history)
            history.append((newest(), standing(site)))
        entry, then = history[back % len(history)]
        if plan_back(site, entry).documents:
            go_back(site, entry)
        assert standing(site) == then
        for document in Document.objects.filter(site=site):
            assert oracle.objections(document.key) == []
            if document.is_public:
                intact.demand(document)
        slots = [(one.column, one.slot) for one in Document.objects.filter(site=site, state="public", slot__gt=0)]
        assert len(slots) == len(set(slots))
        transaction.set_rollback(True)


def _act(site, act, contents, which, columns, number, history):
    held = Document.objects.filter(key=contents[which].key, state="public").first()
    if act == "c":
        contents[which] = changed(contents[which], f"第 {number} 版")
        publish(contents[which])
    elif act == "w" and held:
        take_back(held)
    elif act == "m":
        other = columns[1 - columns.index(contents[which].column)]
        contents[which] = replace(changed(contents[which], f"移 {number}"), column=other)
        publish(contents[which])
    elif act == "p" and plan_back(site, history[0][0]).documents:
        go_back(site, history[0][0])
