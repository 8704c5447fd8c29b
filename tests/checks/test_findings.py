"""From a draft to findings, refusals, decisions and masked numbers, through the functions that the screens call."""

import json

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cms.checks import decisions, registry
from cms.checks.mask_draft import mask_draft
from cms.checks.models import AttachmentReading, FindingDecision, PictureLocation, Word
from cms.checks.run import check_before_submission, findings_of
from cms.media.models import Picture
from cms.pages.content import content_of
from cms.pages.models import ArticlePage
from cms.review import actions
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry
from tests.accounts.offices import Office, person
from tests.checks.making import CARD, IDENTITY, attachment, codes, docx, found_in, run, workbook
from tests.media.samples import with_place

MOBILE = "13812345678"


def paragraph(html: str) -> list[tuple[str, str]]:
    return [("text", html)]


def by_code(page: ArticlePage) -> dict[str, list]:
    result: dict[str, list] = {}
    for one in found_in(page):
        result.setdefault(one.code, []).append(one)
    return result


def test_a_plain_draft_has_no_findings(portal: Office) -> None:
    assert found_in(portal.article()) == []


def test_every_place_that_readers_see_is_looked_at(portal: Office) -> None:
    page = portal.article(
        f"关于 {MOBILE} 的通知",
        summary=MOBILE,
        keywords=f"通知、{MOBILE}",
        body=[
            ("heading", {"text": f"联系 {MOBILE}", "level": "2"}),
            ("text", f"<ul><li>电话 {MOBILE}</li></ul><p>另见 <b>{MOBILE}</b></p>"),
            ("quote", {"text": MOBILE, "attribution": f"出处 {MOBILE}"}),
            ("table", {"data": [["姓名", "电话"], ["李四", MOBILE]], "table_caption": MOBILE}),
        ],
    )
    places = [one.where for one in by_code(page)["mobile-number"]]
    assert places == [
        "标题",
        "摘要",
        "关键词第2项",
        "正文第1段",
        "正文第2段",
        "正文第3段",
        "正文第4段第1行等2处",
        "正文表格1的标题",
        "正文表格1第2行",
    ]


def test_a_number_that_stops_the_submission_names_its_place(portal: Office) -> None:
    page = portal.article(body=paragraph(f"<p>甲</p><p>张三 {IDENTITY}</p>"))
    with pytest.raises(Refused, match="正文第2段：身份证号码") as refused:
        actions.submit(page, portal.editor)
    assert IDENTITY not in str(refused.value)


def test_attachments_are_read_once_with_properties_and_hidden_sheets(portal: Office) -> None:
    data = workbook(hidden=[["张三", IDENTITY, CARD]], creator="王五")
    page = portal.article(body=[*paragraph("<p>见附件。</p>"), ("attachment", attachment("名单", "xlsx", data))])
    found = by_code(page)
    assert found["identity-number"][0].where == "附件《名单.xlsx》隐藏工作表“底稿”"
    assert not found["identity-number"][0].mask and "换上新文件" in found["identity-number"][0].what_to_do
    assert set(found) >= {"bank-card", "attachment-hidden-sheets", "document-properties"}
    assert found["document-properties"][0].excerpt == "作者：王五"
    assert AttachmentReading.objects.count() == 1
    AttachmentReading.objects.update(report={"state": "read", "parts": [], "properties": {}, "notes": []})
    assert by_code(page) == {}, "the reading that was kept is the one used"


def test_a_header_mark_in_a_word_file_stops(portal: Office) -> None:
    data = docx(run("正文") + "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>", header1=run("机密★1年"))
    page = portal.article(body=[*paragraph("<p>见附件。</p>"), ("attachment", attachment("文件", "docx", data))])
    found = by_code(page)
    assert found["secrecy-mark"][0].is_serious and found["secrecy-mark"][0].where == "附件《文件.docx》页眉"
    assert "attachment-tracked-changes" in found


def test_a_file_that_cannot_be_checked_says_so(portal: Office) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le") + b"\0" * 700
    page = portal.article(body=[*paragraph("<p>见附件。</p>"), ("attachment", attachment("讲稿", "ppt", data))])
    finding = by_code(page)["attachment-unsupported"][0]
    assert finding.why == "此格式无法自动检查，请人工核对。" and not finding.is_serious


def test_pictures_headings_links_and_metadata(portal: Office) -> None:
    gone = portal.article("要删的一篇")
    draft = portal.article("还没公开的一篇")
    picture = Picture(title="现场")
    picture.file.save("现场.jpg", ContentFile(with_place()))
    picture.save()
    assert PictureLocation.objects.get().digest == picture.digest
    page = portal.article(
        keywords="",
        body=[
            ("heading", {"text": "一步到三级", "level": "3"}),
            (
                "text",
                f'<p><a linktype="page" id="{gone.pk}">旧通知</a><a linktype="page" id="{draft.pk}">新通知</a>'
                '<a href="https://www.example.gov.cn/nothing.html">公告</a><a href="/nothing/">栏目</a>'
                '<a href="https://elsewhere.example.com/nothing.html">外站</a></p>',
            ),
            ("picture", {"picture": picture, "alt": "IMG_0012.jpg", "caption": ""}),
        ],
    )
    gone.delete()
    found = by_code(page)
    assert set(found) == {
        "metadata-article",
        "heading-order",
        "link-without-target",
        "link-not-public",
        "link-dead",
        "alternative-text-empty",
        "picture-location-removed",
    }
    assert len(found["link-dead"]) == 2 and found["metadata-article"][0].excerpt == "没有填：关键词"
    assert not any(one.is_serious for findings in found.values() for one in findings)


def test_a_picture_without_words_is_found(portal: Office) -> None:
    picture = Picture(title="现场")
    picture.file.save("现场.jpg", ContentFile(with_place()))
    picture.save()
    page = portal.article()
    page.picture = picture
    page.save_revision(user=portal.editor, clean=False)
    assert "alternative-text-missing" in codes(found_in(page))


def test_a_date_before_the_draft_is_forged_unless_imported(portal: Office) -> None:
    page = portal.article(display_date=timezone.now() - timezone.timedelta(days=30))
    assert [(one.code, one.is_serious) for one in found_in(page)] == [("date-before-draft", True)]
    ahead = portal.article(display_date=timezone.now() + timezone.timedelta(days=30))
    assert [(one.code, one.is_serious) for one in found_in(ahead)] == [("date-ahead", False)]
    content = content_of(page)
    assert codes(findings_of(None, content)) == {"date-of-import"}


def test_words_of_the_site_go_before_those_for_all(portal: Office, other: Office) -> None:
    page = portal.article("关于抗灾救险的通知")
    Word.objects.create(wrong="抗灾救险", right="抗灾抢险", source="本地词表", is_serious=True)
    assert [(one.code, one.is_serious) for one in found_in(page)] == [("wrong-word", True)]
    Word.objects.create(wrong="抗灾救险", right="抗灾抢险", source="本站词表", site=portal.site)
    assert [(one.source, one.is_serious) for one in found_in(page)] == [("本站词表", False)]
    assert found_in(other.article("关于抗灾救险的通知"))[0].is_serious


def test_the_right_word_is_not_found_inside_itself(portal: Office) -> None:
    Word.objects.create(wrong="内蒙", right="内蒙古", source="词表")
    assert found_in(portal.article("内蒙古自治区的通知")) == []
    assert codes(found_in(portal.article("内蒙的通知"))) == {"wrong-word"}


def test_a_reviewer_decides_on_each_finding_once_and_it_is_recorded(portal: Office) -> None:
    page = portal.article(body=paragraph(f"<p>办公电话 {MOBILE}</p>"))
    finding = found_in(page)[0]
    actions.submit(page, portal.editor)
    with pytest.raises(NotApproved, match="请先逐条处理"):
        actions.approve(page, portal.first)
    posted = {f"finding-{finding.fingerprint}": "1", f"finding-note-{finding.fingerprint}": "值班手机，对外公布"}
    actions.approve(page, portal.first, decisions=posted)
    kept = FindingDecision.objects.get()
    assert (kept.person, kept.note, kept.code) == (portal.first.get_username(), "值班手机，对外公布", "mobile-number")
    entry = AuditEntry.objects.get(act="accept finding")
    assert entry.detail["fingerprint"] == finding.fingerprint and MOBILE not in json.dumps(entry.detail)
    assert decisions.undecided(kept.reference, found_in(page)) == []
    left = decisions.undecided(actions.current_state(page).review_request.reference, found_in(page))
    assert left == [], "the decision stands at the last stage"


def test_a_new_finding_of_a_changed_draft_wants_its_own_decision(portal: Office) -> None:
    page = portal.article(body=paragraph(f"<p>办公电话 {MOBILE}</p>"))
    before = found_in(page)
    decisions.decide("review 1", before[0], portal.first)
    page.body = json.dumps([{"type": "text", "value": f"<p>新的一段。</p><p>办公电话 {MOBILE}</p>"}])
    page.save_revision(user=portal.editor)
    moved = found_in(page)
    assert moved[0].where == "正文第2段" and decisions.undecided("review 1", moved) == []
    assert decisions.undecided("review 2", moved) == moved
    page.body = json.dumps([{"type": "text", "value": "<p>办公电话 13987654321</p>"}])
    page.save_revision(user=portal.editor)
    assert decisions.undecided("review 1", found_in(page))


def test_nobody_lets_a_serious_finding_stand(portal: Office) -> None:
    page = portal.article(body=paragraph("<p>通知。</p>"))
    actions.submit(page, portal.editor)
    Word.objects.create(wrong="招生工作", source="新发的词表", is_serious=True)
    finding = found_in(page)[0]
    with pytest.raises(NotApproved, match="严重"):
        decisions.decide("review", finding, portal.first)
    with pytest.raises(NotApproved, match="严重"):
        actions.approve(page, portal.first, decisions={f"finding-{finding.fingerprint}": "1"})
    assert not FindingDecision.objects.exists()


def test_one_click_masks_a_number_everywhere_in_the_draft(portal: Office) -> None:
    page = portal.article(
        f"关于 {MOBILE} 的通知",
        body=[
            ("text", f'<p>电话 <a href="tel:{MOBILE}">{MOBILE}</a>，身份证 {IDENTITY}</p>'),
            ("table", {"data": [["电话", MOBILE]]}),
        ],
    )
    before = page.latest_revision_id
    mobile = by_code(page)["mobile-number"][0]
    mask_draft(page, mobile.fingerprint, portal.editor)
    page.refresh_from_db()
    assert page.latest_revision_id != before and page.latest_revision.user == portal.editor
    left = by_code(page)
    assert "mobile-number" not in left and "identity-number" in left
    draft = page.get_latest_revision_as_object()
    assert draft.title == "关于 138****5678 的通知" and MOBILE not in json.dumps(draft.body.get_prep_value())
    mask_draft(page, left["identity-number"][0].fingerprint, portal.editor)
    page.refresh_from_db()
    assert found_in(page) == []
    entry = AuditEntry.objects.filter(act="mask number").last()
    assert entry.person == portal.editor.get_username() and IDENTITY not in json.dumps(entry.detail)
    with pytest.raises(Refused, match="已经改过"):
        mask_draft(page, mobile.fingerprint, portal.editor)


def test_masking_is_refused_under_review_to_strangers_and_in_files(portal: Office, other: Office) -> None:
    page = portal.article(body=paragraph(f"<p>办公电话 {MOBILE}</p>"))
    fingerprint = found_in(page)[0].fingerprint
    for user in (other.editor, portal.first, person("nobody")):
        with pytest.raises(Refused, match="不能编辑"):
            mask_draft(page, fingerprint, user)
    actions.submit(page, portal.editor)
    with pytest.raises(Refused, match="审签"):
        mask_draft(page, fingerprint, portal.editor)
    file = attachment("名单", "txt", f"李四 {MOBILE}".encode(), portal.editor)
    held = portal.article(body=[*paragraph("<p>见附件。</p>"), ("attachment", file)])
    with pytest.raises(Refused, match="附件"):
        mask_draft(held, by_code(held)["mobile-number"][0].fingerprint, portal.editor)


def test_a_number_broken_up_by_markup_is_told_not_lost(portal: Office) -> None:
    page = portal.article(body=paragraph("<p>电话 138<b>1234</b>5678</p>"))
    with pytest.raises(Refused, match="手工"):
        mask_draft(page, by_code(page)["mobile-number"][0].fingerprint, portal.editor)


def test_a_new_file_is_a_new_check(portal: Office, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cms.checks import plugins

    (tmp_path / "extra_shouting.py").write_text(
        "from cms.checks.finding import finding\n"
        "from cms.checks.rules import Rule\n"
        "RULE = Rule('shouting', '感叹号', '通知不喊叫。', '本单位', 'own', '请删去。')\n"
        "def check(material):\n"
        "    for piece in material.pieces:\n"
        "        if '！' in piece.text:\n"
        "            yield finding(RULE, piece.where, piece.text, named=[piece.text])\n"
    )
    (tmp_path / "extra_broken.py").write_text("def check(material):\n    raise RuntimeError('out of order')\n")
    monkeypatch.setattr(plugins, "__path__", [*plugins.__path__, str(tmp_path)])
    registry.checks.cache_clear()
    try:
        found = found_in(portal.article("关于放假的通知！"))
    finally:
        registry.checks.cache_clear()
    assert codes(found) == {"shouting", "check-failed"}


def test_findings_are_the_same_whoever_asks(portal: Office) -> None:
    page = portal.article(body=paragraph(f"<p>{MOBILE}</p><p>{MOBILE}</p>"))
    first = found_in(page)
    assert first == found_in(page)
    assert len({one.fingerprint for one in first}) == len(first)
    draft = page.get_latest_revision_as_object()
    check_before_submission(draft, content_of(draft))
