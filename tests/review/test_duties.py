"""Who may decide: delegates, translators, uploaders, and the secrecy form that goes with the decision."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.create_alias import CreatePageAliasAction

from cms.accounts.grant import grant
from cms.inbox.delegation import today
from cms.inbox.models import Delegation, WaitingItem
from cms.media.models import Attachment
from cms.pages.keys import key_of
from cms.pages.models import ColumnPage
from cms.review import actions
from cms.review.turn import refusal
from sites.store import blobs, clock, secrecy, versions
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, AuditEntry, Document, SecrecyQuestion
from tests.accounts.offices import Office, no_secrets, office, person, secrecy_fields
from tests.review.test_screens import said, signed_in


def delegate(giver: Any, taker: Any) -> Delegation:
    return Delegation.objects.create(
        from_user=giver,
        to_user=taker,
        first_day=today() - timedelta(days=1),
        last_day=today() + timedelta(days=1),
        reason="出差",
        made_by=giver.username,
        made_at=clock.now(),
    )


def test_a_delegate_decides_and_it_is_kept_for_whom(portal: Office) -> None:
    helper = person("helper")
    grant(helper, portal.site, "editor", by="test")
    delegate(portal.first, helper)
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, helper)
    approval = Approval.objects.get(subject=key_of(page), stage="first")
    assert (approval.person, approval.on_behalf_of) == (helper.username, portal.first.username)
    grant(portal.first, portal.site, "sign", by="test")
    waiting = actions.waiting_at(page)
    assert "另一个环节" in refusal(waiting, portal.first)  # he stands behind the first stage already
    with pytest.raises(NotApproved):
        actions.approve(page, portal.first, form=no_secrets(portal.first))
    shown = signed_in(portal.sign).get(reverse("cms_review:review", args=[page.pk])).content.decode()
    assert f"{helper.username}（代{portal.first.username}）" in shown


def test_what_its_giver_wrote_a_delegate_does_not_pass(portal: Office) -> None:
    helper = person("helper")
    grant(helper, portal.site, "editor", by="test")
    delegate(portal.first, helper)
    page = portal.article()
    page.title = "初审人也改过"
    page.save_revision(user=portal.first)
    actions.submit(page, portal.editor)
    assert "委托人" in refusal(actions.waiting_at(page), helper)
    with pytest.raises(NotApproved, match="委托人"):
        actions.approve(page, helper)


def test_a_translator_does_not_pass_the_translation(db: None) -> None:
    place = office("portal", languages="zh-hans kk-arab")
    locale = type(place.home.locale).objects.get(language_code="kk-arab")
    page = place.article()
    place.publish(page)
    column = place.column.copy_for_translation(locale, copy_parents=True)
    ColumnPage.objects.get(pk=column.pk).save_revision(user=place.editor)
    place.publish(ColumnPage.objects.get(pk=column.pk))
    version = page.copy_for_translation(locale)
    version.title = "حابارلاندىرۋ"
    version.save_revision(user=place.first)
    actions.submit(version, place.editor)
    with pytest.raises(NotApproved, match="编写"):
        actions.approve(version, place.first)


def test_an_uploader_does_not_pass(portal: Office) -> None:
    file = SimpleUploadedFile("申请表.txt", "申请表".encode())
    attachment = Attachment(title="申请表", file=file, uploaded_by_user=portal.first)
    attachment.save()
    page = portal.article(body=[("text", "<p>见附件。</p>"), ("attachment", attachment)])
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved, match="编写"):
        actions.approve(page, portal.first)


def test_the_signer_fills_in_the_form_and_everybody_sees_it(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    url = reverse("cms_review:review", args=[page.pk])
    client = signed_in(portal.sign)
    text = client.get(url).content.decode()
    questions = list(SecrecyQuestion.objects.all())
    assert len(questions) >= 5 and all(question.text in text and question.source in text for question in questions)
    assert "checked" not in text.split('class="sumu-secrecy"')[1].split("</section>")[0]
    open_one = secrecy_fields()
    del open_one[f"secrecy-{questions[2].code}"]
    assert "没有填完" in said(client.post(url, {"decision": "pass", **open_one}))
    answer = client.post(url, {"decision": "pass", **secrecy_fields(**{questions[0].code: secrecy.SENSITIVE})})
    assert "请退回" in said(answer) and questions[0].text in answer.context["return_form"].initial["comment"]
    assert not Document.objects.filter(key=key_of(page)).exists()
    ticket = client.get(url).context["ticket"]
    note = {f"secrecy-{questions[0].code}-note": "逐句核对过"}
    client.post(url, {"decision": "pass", "ticket": ticket, **secrecy_fields(), **note})
    approval = Approval.objects.get(subject=key_of(page), stage="sign")
    assert secrecy.is_complete(approval.form) and approval.form["questions"][0]["note"] == "逐句核对过"
    for user in (portal.editor, portal.first):
        assert "逐句核对过" in signed_in(user).get(url).content.decode()


def test_the_form_is_whose_it_says_and_wagtails_door_has_none(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    actions.approve(page, portal.first)
    with pytest.raises(NotApproved, match="保密审查表"):
        actions.approve(page, portal.sign)
    with pytest.raises(NotApproved, match="本人"):
        actions.approve(page, portal.sign, form=no_secrets(portal.first))
    state = actions.waiting_at(page)
    door = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    answer = signed_in(portal.sign).post(door, {"comment": "", "workflow-action-extra-data": '{"form": {}}'})
    assert "保密审查表" in said(answer)
    assert actions.waiting_at(page).pk == state.pk


def test_what_was_shown_is_kept_byte_for_byte(portal: Office, township: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    client = signed_in(portal.first)
    url = reverse("cms_review:review", args=[page.pk])
    ticket = client.get(url).context["ticket"]
    seen = client.get(reverse("cms_review:preview", args=[page.pk]), {"ticket": ticket}).content
    portal.home.title = "网站改了名"  # the page around the document changes between looking and deciding
    Document.objects.filter(key=key_of(portal.home)).update(title="网站改了名")
    other = signed_in(portal.sign).post(url, {"decision": "pass", "ticket": ticket})
    assert "页面已过期" in said(other) or "角色" in said(other)
    client.post(url, {"decision": "pass", "ticket": ticket})
    approval = Approval.objects.get(subject=key_of(page), stage="first")
    assert blobs.read(approval.shown, "html") == seen and page.title in seen.decode()
    assert versions.read(approval.digest).payload["title"] == page.title
    kept = reverse("cms_review:shown", args=[page.pk, approval.pk])
    assert signed_in(portal.editor).get(kept).content == seen
    assert signed_in(township.first).get(kept).status_code == 302


def test_the_inbox_has_a_card_while_something_waits(portal: Office) -> None:
    page = portal.article()
    actions.submit(page, portal.editor)
    card = WaitingItem.objects.get(source="page", reference=str(page.pk))
    assert card.stage == "first" and {one.person for one in card.excluded.all()} == {portal.editor.username}
    actions.approve(page, portal.first)
    card = WaitingItem.objects.get(source="page", reference=str(page.pk))
    people = {one.person for one in card.excluded.all()}
    assert card.stage == "sign" and people == {portal.editor.username, portal.first.username}
    actions.send_back(page, portal.sign, "不妥")
    assert not WaitingItem.objects.filter(reference=str(page.pk)).exists()
    actions.submit(page, portal.editor)
    actions.current_state(page).cancel(user=portal.editor)
    assert not WaitingItem.objects.filter(reference=str(page.pk)).exists()
    actions.submit(page, portal.editor)  # the first stage stays passed: not a byte has changed
    portal.signed(page)
    assert not WaitingItem.objects.filter(reference=str(page.pk)).exists()


def test_every_entry_says_in_which_role(portal: Office) -> None:
    page = portal.article()
    portal.publish(page)
    entries = AuditEntry.objects.filter(subject=key_of(page)).values_list("act", "role")
    assert set(entries) == {
        ("submit publish", "editor"),
        ("approve publish", "first"),
        ("approve publish", "sign"),
        ("admit", "sign"),
    }


def test_what_was_an_alias_is_not_submitted(portal: Office) -> None:
    page = portal.article()
    alias = CreatePageAliasAction(page, user=portal.first, update_slug="other").execute(skip_permission_checks=True)
    ConvertAliasPageAction(alias, user=portal.first).execute(skip_permission_checks=True)
    with pytest.raises(Refused, match="别名"):
        actions.submit(type(page).objects.get(pk=alias.pk), portal.editor)
