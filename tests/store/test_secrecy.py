"""The secrecy form: asked of whoever signs, kept with the approval, demanded by the wall."""

import pytest

from sites.store import approvals, rules, secrecy
from sites.store.admit import admit
from sites.store.approvals import NotApproved
from sites.store.models import Approval, SecrecyQuestion

from .factories import AUTHOR, approve, make_column, make_content, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def column(site):
    return make_column(site)


def given(site, content, stage, person, **more):
    return approvals.approve(
        action="publish",
        stage=stage,
        site=site,
        subject=content.key,
        digest=content.digest(),
        person=person,
        person_name=person,
        authors=[AUTHOR],
        **more,
    )


def answers(**other):
    return {question.code: other.get(question.code, secrecy.CLEAR) for question in secrecy.questions()}


def test_the_questions_of_the_law_ship_with_their_source():
    asked = {question.code: question for question in secrecy.questions()}
    assert list(asked) == [
        "state-secret",
        "work-secret",
        "commercial-secret",
        "personal-data",
        "three-securities-one-stability",
    ]
    assert all(question.source and question.certainty for question in asked.values())


def test_without_the_form_nothing_is_let_in(site, column):
    content = make_content(site, column=column.key)
    given(site, content, "first", "first-reviewer")
    given(site, content, "sign", "signer")
    with pytest.raises(NotApproved, match="保密审查表"):
        admit(content, person="signer", authors=[AUTHOR])


def test_a_form_filled_in_at_the_first_review_does_not_count(site, column):
    content = make_content(site, column=column.key)
    given(site, content, "first", "first-reviewer", form=secrecy.all_clear("first-reviewer"))
    given(site, content, "sign", "signer")
    with pytest.raises(NotApproved, match="保密审查表"):
        admit(content, person="signer", authors=[AUTHOR])


def test_a_secrecy_reviewer_cannot_pass_without_it(site, column):
    content = make_content(site, column=column.key)
    with pytest.raises(NotApproved, match="保密审查表"):
        given(site, content, "secrecy", "keeper")
    given(site, content, "secrecy", "keeper", form=secrecy.all_clear("keeper"))


def test_where_a_secrecy_reviewer_is_demanded_the_signer_needs_no_form(site, column):
    rules.set_rule(site, "", "", ["secrecy", "sign"], source="测试", certainty="测试", by="test")
    content = make_content(site, column=column.key)
    given(site, content, "secrecy", "keeper", form=secrecy.all_clear("keeper"))
    given(site, content, "sign", "signer")
    assert admit(content, person="signer", authors=[AUTHOR]).is_public


def test_an_open_question_and_an_answer_that_says_so_are_refused_in_words():
    with pytest.raises(secrecy.Unanswered, match="国家秘密"):
        secrecy.filled({}, person="signer")
    with pytest.raises(secrecy.Sensitive, match="商业秘密"):
        secrecy.filled(answers(**{"commercial-secret": secrecy.SENSITIVE}), person="signer")


def test_the_form_keeps_words_answers_notes_and_who(site, column):
    form = secrecy.filled(answers(), {"personal-data": " 已去标识化 "}, person="signer")
    content = make_content(site, column=column.key)
    given(site, content, "sign", "signer", form=form)
    kept = Approval.objects.get(subject=content.key).form
    assert kept["person"] == "signer" and kept["at"]
    noted = {entry["code"]: entry["note"] for entry in kept["questions"]}
    assert noted["personal-data"] == "已去标识化" and kept["questions"][0]["text"] == "国家秘密"


def test_a_question_added_later_is_asked_from_then_on():
    before = secrecy.all_clear("signer")
    SecrecyQuestion.objects.create(code="map", text="地图", position=9, source="测试", certainty="测试")
    assert secrecy.is_complete(before)
    with pytest.raises(secrecy.Unanswered, match="地图"):
        secrecy.filled({entry["code"]: "no" for entry in before["questions"]}, person="signer")


def test_a_withdrawal_asks_no_secrets():
    assert not secrecy.is_due("withdraw", "sign", ["first", "sign"])
    assert secrecy.is_due("publish", "sign", ["first", "sign"])
    assert not secrecy.is_due("publish", "first", ["first", "sign"])


def test_who_delegated_stands_behind_the_stage(site, column):
    content = make_content(site, column=column.key)
    with pytest.raises(NotApproved, match="编写"):
        given(site, content, "first", "deputy", on_behalf_of=AUTHOR)
    given(site, content, "first", "deputy", on_behalf_of="chief")
    for person, behalf in (("chief", ""), ("deputy", ""), ("other", "deputy"), ("other", "chief")):
        with pytest.raises(NotApproved, match="两个环节"):
            given(site, content, "sign", person, on_behalf_of=behalf, form=secrecy.all_clear(person))


def test_the_default_approvals_are_enough(site, column):
    content = make_content(site, column=column.key)
    approve(content)
    assert admit(content, person="signer", authors=[AUTHOR]).is_public
