"""The word lists: kept by the security administrator, taken over from files, every change in the audit trail."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from cms.checks.models import Word
from cms.checks.words.drop import drop_word
from cms.checks.words.files import BadList, lines_of
from cms.checks.words.keep import WordValues, keep_word
from cms.checks.words.take_list import take_list
from sites.store.models import AuditEntry
from tests.accounts.offices import Office, administrators

CSV = """错误写法,正确写法,严重,说明,依据,把握
人民攻府,人民政府,是,机关名写错,某次通报,通行做法
帐号,账号,否,,,
一,壹,否,,,
登陆帐户,登录账户,也许,,,
同,同,否,,,
同样,同样,否,,,
"""


def sheet(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.django_db
def test_the_lists_begin_with_words_that_have_a_source() -> None:
    words = Word.objects.filter(site__isnull=True)
    assert words.count() > 20 and words.filter(is_serious=True).exists()
    assert not words.filter(source="").exists() and not words.filter(certainty="").exists()


@pytest.mark.django_db
def test_keeping_and_dropping_a_word_is_on_record() -> None:
    word = keep_word(WordValues("抗灾救险", "抗灾抢险", source="本地词表"), None, by="safe")
    again = keep_word(WordValues("抗灾救险", "抢险救灾", source="本地词表"), None, by="safe")
    assert again.pk == word.pk and Word.objects.get(pk=word.pk).right == "抢险救灾"
    drop_word(again, by="safe")
    assert not Word.objects.filter(wrong="抗灾救险").exists()
    acts = AuditEntry.objects.filter(person="safe").values_list("act", flat=True)
    assert list(acts) == ["add word", "change word", "drop word"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "said"),
    [
        (WordValues("一", source="表"), "至少写两个字"),
        (WordValues("同样", "同样", source="表"), "一样"),
        (WordValues("抗灾救险"), "依据"),
    ],
)
def test_a_word_that_makes_no_sense_is_refused(values: WordValues, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        keep_word(values, None, by="safe")


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_is_taken_over_line_by_line(portal: Office, encoding: str) -> None:
    lines = lines_of("词表.csv", CSV.encode(encoding))
    taken = take_list(lines, portal.site, source="本单位词表", name="词表.csv", by="safe")
    assert (taken.added, taken.changed) == (2, 0)
    assert [number for number, _ in taken.problems] == [4, 5, 6, 7]
    assert taken.problems[1][1] == "“严重”一栏请填是或否，现在是“也许”。"
    kept = Word.objects.get(site=portal.site, wrong="帐号")
    assert (kept.right, kept.is_serious, kept.source) == ("账号", False, "本单位词表")
    assert Word.objects.get(site=portal.site, wrong="人民攻府").is_serious
    again = take_list(lines, portal.site, source="本单位词表", name="词表.csv", by="safe")
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)


def test_a_workbook_and_a_list_of_words_alone() -> None:
    lines = lines_of("词表.xlsx", sheet([["敏感词", "是否严重"], ["某某词", "是"], [None, None], ["另一词", None]]))
    assert [(line.number, line.values.wrong, line.values.is_serious) for line in lines if line.values] == [
        (2, "某某词", True),
        (4, "另一词", False),
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"x", "另存为 XLSX"),
        ("a.xlsx", b"PK\x03\x04 broken", "打不开"),
        ("a.csv", b"", "空的"),
        ("a.csv", "词,改\n甲乙,丙丁".encode(), "现在是：词、改"),
        ("a.csv", b"\xff\xfe\xff\xff\x80", "编码"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(name: str, data: bytes, said: str) -> None:
    with pytest.raises(BadList, match=said):
        lines_of(name, data)


@pytest.mark.django_db
def test_only_the_security_administrator_keeps_the_lists(portal: Office, client: Client) -> None:
    people = administrators()
    word = Word.objects.first()
    addresses = ["words/", "words/new/", "words/take/", f"words/{word.pk}/"]
    for user in (people["system"], people["audit"], portal.editor, portal.first):
        client.force_login(user)
        assert {client.get(f"/admin/checks/{address}").status_code for address in addresses} <= {302, 403}
        assert client.post(f"/admin/checks/words/{word.pk}/drop/").status_code in (302, 403)
    assert Word.objects.filter(pk=word.pk).exists()
    client.force_login(people["security"])
    for address in addresses:
        assert client.get(f"/admin/checks/{address}").status_code == 200


@pytest.mark.django_db
def test_the_screens_add_change_drop_and_take_over(portal: Office, client: Client) -> None:
    client.force_login(administrators()["security"])
    values = {"wrong": "抗灾救险", "right": "抗灾抢险", "source": "本地词表", "certainty": "own", "is_serious": "on"}
    client.post("/admin/checks/words/new/", values)
    word = Word.objects.get(wrong="抗灾救险")
    assert word.is_serious and word.site is None
    assert "抗灾救险" in client.get("/admin/checks/words/?q=救险").content.decode()
    assert "词表里没有" in client.get("/admin/checks/words/?q=没有的词").content.decode()
    answer = client.post(f"/admin/checks/words/{word.pk}/", values | {"right": "抗灾救险"})
    assert "正确写法和错误写法一样" in answer.content.decode()
    client.post(f"/admin/checks/words/{word.pk}/", values | {"site": portal.site.pk})
    word.refresh_from_db()
    assert word.site == portal.site
    upload = SimpleUploadedFile("词表.csv", CSV.encode())
    answer = client.post("/admin/checks/words/take/", {"file": upload, "source": "通报", "site": portal.site.pk})
    assert "新增 2 个" in answer.content.decode() and "第 5 行：" in answer.content.decode()
    client.post(f"/admin/checks/words/{word.pk}/drop/")
    assert not Word.objects.filter(pk=word.pk).exists()
    Word.objects.all().delete()
    assert "词表还是空的" in client.get("/admin/checks/words/").content.decode()
