"""A public document changes its column with approvals of its own; its address stays."""

import dataclasses

import pytest

from sites.store import approvals, keys, secrecy
from sites.store.admit import Refused, admit
from sites.store.approvals import NotApproved
from sites.store.models import Document, OutboxEntry

from .factories import AUTHOR, approve, make_column, make_content, make_site, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


def approve_move(content, site, after):
    for stage, person in (("first", "first-reviewer"), ("sign", "signer")):
        approvals.approve(
            action="move",
            stage=stage,
            site=site,
            subject=content.key,
            digest=content.digest(),
            person=person,
            person_name=person,
            authors=[AUTHOR],
            after=after,
        )


def test_a_move_keeps_the_address_and_touches_both_columns(site):
    news, notices = make_column(site), make_column(site, "tz")
    content = make_content(site, column=news.key)
    document = publish(content)
    moved = dataclasses.replace(content, column=notices.key)
    with pytest.raises(NotApproved):
        admit(moved, person="signer", authors=[AUTHOR], action="move")
    approve_move(moved, site, document.last_approval)
    after = admit(moved, person="signer", authors=[AUTHOR], action="move")
    assert (after.path, after.number, after.column) == (document.path, document.number, notices.key)
    touched = OutboxEntry.objects.filter(document=content.key).last().keys
    assert keys.latest(news.key) in touched and keys.latest(notices.key) in touched
    assert keys.slots(news.key, 1) in touched and keys.slots(notices.key, 1) in touched


def test_a_move_changes_nothing_else(site):
    news, notices = make_column(site), make_column(site, "tz")
    content = make_content(site, column=news.key)
    document = publish(content)
    other = dataclasses.replace(content, column=notices.key, payload=content.payload | {"title": "另一个"})
    approve_move(other, site, document.last_approval)
    with pytest.raises(Refused, match="一致"):
        admit(other, person="signer", authors=[AUTHOR], action="move")


def test_approvals_of_a_move_publish_nothing(site):
    news = make_column(site)
    content = make_content(site, column=news.key)
    approve_move(content, site, 0)
    with pytest.raises(NotApproved):
        admit(content, person="signer", authors=[AUTHOR])
    with pytest.raises(Refused):
        admit(content, person="signer", authors=[AUTHOR], action="move")


def test_a_column_does_not_go_below_itself(site):
    above = make_column(site)
    below = publish(make_content(site, "column", column=above.key, slug="zt"))
    content = make_content(site, "column", column=below.key, slug="xw", key=above.key)
    content = dataclasses.replace(content, translation_group=above.translation_group)
    approve(content)
    with pytest.raises(Refused, match="下级"):
        admit(content, person="signer", authors=[AUTHOR])


@pytest.mark.parametrize("change", ["site", "language", "kind", "translation_group"])
def test_a_key_belongs_to_one_document_for_ever(site, change):
    other = make_site("other", path="other", languages=("zh-hans", "mn-mong"))
    column = make_column(site)
    held = publish(make_content(site, column=column.key))
    foreign = make_column(other, language="mn-mong" if change == "language" else "zh-hans")
    content = make_content(
        other if change == "site" else site,
        "policy" if change == "kind" else "article",
        column=foreign.key if change == "site" else column.key,
        key=held.key,
    )
    content = dataclasses.replace(
        content,
        translation_group="other" if change == "translation_group" else held.translation_group,
        language="mn-mong" if change == "language" else "zh-hans",
    )
    if change == "language":
        site.editions.create(language="mn-mong")
    approve(content)
    with pytest.raises(Refused, match="另一篇"):
        admit(content, person="signer", authors=[AUTHOR])
    assert Document.objects.get(key=held.key).digest == held.digest


def test_the_emergency_way_needs_its_own_two(site):
    column = make_column(site)
    content = make_content(site, column=column.key)
    facts = {"action": "emergency", "site": site, "subject": content.key, "digest": content.digest()}
    approvals.approve(**facts, stage="declare", person=AUTHOR, person_name="甲", authors=[AUTHOR])
    with pytest.raises(NotApproved):
        admit(content, person=AUTHOR, authors=[AUTHOR], action="emergency")
    with pytest.raises(NotApproved):
        approvals.approve(
            **facts, stage="confirm", person=AUTHOR, person_name="甲", authors=[AUTHOR], form=secrecy.all_clear(AUTHOR)
        )
    with pytest.raises(NotApproved, match="保密审查表"):
        approvals.approve(**facts, stage="confirm", person="chief", person_name="乙", authors=[AUTHOR])
    form = secrecy.all_clear("chief")
    approvals.approve(**facts, stage="confirm", person="chief", person_name="乙", authors=[AUTHOR], form=form)
    with pytest.raises(NotApproved):
        admit(content, person="chief", authors=[AUTHOR])
    assert admit(content, person="chief", authors=[AUTHOR], action="emergency").is_public
