"""From a file to public documents: two persons between, nothing twice, nothing lost in a crash."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.importing import admitting
from cms.importing.admitting import admit_approved, admit_batch
from cms.importing.drafting import find_column, make_batch
from cms.importing.models import ImportBatch, ImportRow
from cms.importing.review import approve_batch, next_stage, return_batch
from cms.pages.content import content_of
from cms.pages.models import PolicyPage
from cms.pages.status import State, exact_status
from cms.review.accepting import EVERY_FINDING
from sites.store import audit, secrecy
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry, Document
from tests.accounts.offices import person
from tests.media.samples import shared_data

from .conftest import record

pytestmark = pytest.mark.django_db


def batch_of(portal, path, **more):
    return make_batch(path, portal.column, portal.editor, **more)


def pass_all(portal, batch):
    approve_batch(batch, portal.first, decisions=EVERY_FINDING)
    approve_batch(batch, portal.sign, form=secrecy.all_clear("portal-sign"))
    batch.refresh_from_db()
    return batch


def states(batch):
    return list(batch.rows.values_list("line", "state"))


def test_an_approved_batch_becomes_public_and_its_pages_agree(portal, write):
    path = write(record(3), b"{", record(1), record(2))
    batch = batch_of(portal, path)
    assert states(batch) == [(1, "new"), (2, "malformed"), (3, "new"), (4, "new")]
    assert batch.state == ImportBatch.State.DRAFT and not Document.objects.filter(kind="policy").exists()
    pass_all(portal, batch)
    assert batch.state == ImportBatch.State.APPROVED and not Document.objects.filter(kind="policy").exists()
    assert admit_approved() == 3
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.DONE
    assert states(batch) == [(1, "admitted"), (2, "malformed"), (3, "admitted"), (4, "admitted")]
    listed = Document.objects.filter(kind="policy").order_by("slot")
    assert [document.title for document in listed] == [f"关于第{number}件事的规定" for number in (1, 2, 3)]
    assert listed[0].path == f"zcwj/20200201/{listed[0].number}.html"
    for page in PolicyPage.objects.all():
        assert exact_status(page).state == State.PUBLIC
        assert page.live and page.owner == portal.editor and page.get_parent().pk == portal.column.pk
        page.full_clean()
        assert Page.objects.get(pk=page.pk).specific == page and page in PolicyPage.objects.search(page.title)
    assert Page.find_problems() == ([], [], [], [], [])
    audit.verify()


def test_pages_and_documents_hold_the_same_content(portal, write):
    admit_batch(pass_all(portal, batch_of(portal, write(record(1)))))
    page, document = PolicyPage.objects.get(), Document.objects.get(kind="policy")
    assert content_of(page).digest() == content_of(page.get_latest_revision_as_object()).digest() == document.digest
    assert document.payload["policy"]["validity"] == "valid"
    assert document.payload["document_number"] == "县政发〔2020〕1号"
    assert document.payload["body"][0] == {"type": "heading", "text": "第一章 总则", "level": 2}
    assert "&lt;保护&gt;草原&amp;水源" in document.payload["body"][1]["html"]


def test_importing_the_same_file_again_makes_no_doubles(portal, write):
    path = write(record(1), record(2))
    admit_batch(pass_all(portal, batch_of(portal, path)))
    again = batch_of(portal, write(record(1), record(2, body=[{"t": "改过。"}]), record(3)))
    assert [state for _line, state in states(again)] == ["unchanged", "changed", "new"]
    admit_batch(pass_all(portal, again))
    assert PolicyPage.objects.count() == Document.objects.filter(kind="policy").count() == 3
    changed = Document.objects.get(title="关于第2件事的规定")
    assert changed.payload["body"] == [{"type": "text", "html": "<p>改过。</p>"}]
    assert all(exact_status(page).state == State.PUBLIC for page in PolicyPage.objects.all())


def test_a_crash_in_the_middle_loses_and_repeats_nothing(portal, write, monkeypatch):
    monkeypatch.setattr(admitting, "CHUNK", 2)
    batch = pass_all(portal, batch_of(portal, write(*[record(number) for number in range(1, 8)])))

    def crash(done, _total):
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        admit_batch(batch, crash)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.ADMITTING
    assert Document.objects.filter(kind="policy").count() == PolicyPage.objects.count() == 4
    assert admit_approved() == 3
    assert Document.objects.filter(kind="policy").count() == PolicyPage.objects.count() == 7
    assert Page.find_problems() == ([], [], [], [], [])


def test_one_refused_row_stops_no_other(portal, write):
    batch = pass_all(portal, batch_of(portal, write(record(1), record(2))))
    row = batch.rows.get(line=1)
    row.content["title"] = "审签以后改过的标题"
    row.save()
    assert admit_batch(batch) == 1
    row.refresh_from_db()
    assert row.state == ImportRow.State.REFUSED and "不在已审批的批次" in row.reason
    assert [page.title for page in PolicyPage.objects.all()] == ["关于第2件事的规定"]


def test_a_forged_digest_does_not_let_anything_in(portal, write):
    batch = pass_all(portal, batch_of(portal, write(record(1), record(2))))
    ImportRow.objects.filter(batch=batch, line=1).update(digest="0" * 64)
    assert admit_batch(batch) == 0
    assert not Document.objects.filter(kind="policy").exists()


def test_nobody_alone_lets_a_batch_through(portal, write):
    batch = batch_of(portal, write(record(1)))
    with pytest.raises(NotApproved, match="尚未通过"):
        admit_batch(batch)
    with pytest.raises(NotApproved, match="没有“初审”的角色"):
        approve_batch(batch, portal.sign, form=secrecy.all_clear("portal-sign"))
    with pytest.raises(NotApproved, match="管理员"):
        approve_batch(batch, person("root", is_superuser=True))
    approve_batch(batch, portal.first, decisions=EVERY_FINDING)
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.FIRST_APPROVED and next_stage(batch) == "sign"
    ImportBatch.objects.filter(pk=batch.pk).update(state=ImportBatch.State.APPROVED)
    with pytest.raises(NotApproved, match="缺少审签：签发"):
        admit_batch(batch)


def test_neither_the_submitter_nor_one_person_twice(portal, write):
    from cms.accounts.grant import grant

    for role in ("first", "sign"):
        grant(portal.editor, portal.site, role, by="test")
    grant(portal.first, portal.site, "sign", by="test")
    batch = batch_of(portal, write(record(1)))
    with pytest.raises(NotApproved, match="不能审核自己"):
        approve_batch(batch, portal.editor)
    approve_batch(batch, portal.first, decisions=EVERY_FINDING)
    with pytest.raises(NotApproved, match="同一人"):
        approve_batch(batch, portal.first, decisions=EVERY_FINDING)


def test_a_returned_batch_never_becomes_public(portal, write):
    batch = batch_of(portal, write(record(1)))
    with pytest.raises(NotApproved, match="理由"):
        return_batch(batch, portal.first, " ")
    return_batch(batch, portal.first, "日期有误")
    batch.refresh_from_db()
    assert (batch.state, batch.note) == (ImportBatch.State.RETURNED, "日期有误")
    with pytest.raises(NotApproved):
        approve_batch(batch, portal.first, decisions=EVERY_FINDING)
    assert admit_approved() == 0
    assert AuditEntry.objects.filter(act="return import", person="portal-first").exists()


def test_the_command_reports_and_says_how_it_becomes_public(portal, write, capsys):
    path = write(record(1), *[b"{"] * 25, record(2))
    call_command("import_documents", str(path), site="portal", column="zcwj", user="portal-editor")
    said = capsys.readouterr().out
    assert "共 27 行：新增 2，更新 0，已公开且无变化 0，不可用 25" in said
    assert "第 2 行：不是 JSON" in said and "另有 5 行" in said and "待审" in said
    reports = list((settings.SUMU_VAR / "import-reports").glob("*.txt"))
    assert any(len(report.read_text().splitlines()) == 25 for report in reports)
    assert ImportBatch.objects.get().authors == ["portal-editor"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"site": "nowhere"}, "没有这个站点"),
        ({"column": "tzgg"}, "没有这个政策文件类栏目"),
        ({"user": "nobody"}, "没有这个用户"),
        ({"file": "/nowhere.jsonl"}, "没有这个文件"),
        ({}, "没有一行可用"),
    ],
)
def test_the_command_fails_in_words(portal, write, options, words):
    path = write(b"{")
    given = {"file": str(path), "site": "portal", "column": "zcwj"} | options
    with pytest.raises(CommandError, match=words):
        call_command("import_documents", given.pop("file"), **given)
    assert not ImportBatch.objects.exists()


def test_limit_counts_usable_lines(portal, write):
    batch = batch_of(portal, write(b"{", *[record(number) for number in range(1, 6)]), limit=2)
    assert [state for _line, state in states(batch)] == ["malformed", "new", "new"]


def test_real_laws_and_policies_come_through(portal):
    assert find_column(portal.site, "zcwj") == portal.column
    for name, limit in (("regulations", 60), ("policy-docs", 0)):
        batch = batch_of(portal, shared_data("documents", f"{name}.jsonl.gz"), limit=limit)
        assert admit_batch(pass_all(portal, batch)) == batch.rows.filter(state="admitted").count() >= 60
        assert not batch.rows.filter(state__in=["malformed", "refused"]).exists()
    for page in PolicyPage.objects.all()[::10]:
        assert exact_status(page).state == State.PUBLIC
