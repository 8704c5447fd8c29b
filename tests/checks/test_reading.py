"""The text of attachments: everything that a reader could find in them, from real files and from broken ones."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.checks.reading import limits, report
from cms.checks.reading.apart import read_apart
from cms.checks.reading.read import BY_EXTENSION, read
from cms.media.file_kinds import EXTENSIONS
from tests.checks.making import IDENTITY, archive, docx, run, workbook
from tests.shared import shared_data

HAN = re.compile("[\u4e00-\u9fff]")
SHORT = {"docx-4085b957": 1291, "docx-bdf33048": 806, "docx-f61ee637": 464, "docx-9e02441e": 398, "doc-6f3da0b8": 3690}
"""Where the collection's index counted otherwise: names of fonts in docx, a part of one doc. Counted in the XML."""


def rows() -> list[dict]:
    return [json.loads(line) for line in shared_data("attachments", "index.jsonl").read_text("utf-8").splitlines()]


def text_of(data: bytes, extension: str) -> str:
    return "\n".join(part.text for part in read(data, extension).parts)


def test_every_real_attachment_is_read_whole() -> None:
    for row in rows():
        path = shared_data("attachments", *row["file"].split("/"))
        result = read(path.read_bytes(), path.suffix[1:])
        assert result.state == report.READ, path.name
        counted = len(HAN.findall("".join(part.text for part in result.parts)))
        assert counted == SHORT.get(path.stem, counted), path.name
        if path.suffix != ".docx" and path.stem not in SHORT:
            assert counted == row["cjk_chars_extracted"], path.name
        assert (("no text layer", "") in result.notes) == (not row["text_layer"])


def test_a_process_of_its_own_reads_the_same() -> None:
    path = shared_data("attachments", "internal-only", "doc-42fa9f13.doc")
    result = read_apart(path, "doc")
    assert result == read(path.read_bytes(), "doc")
    assert result.properties["单位"] == "Zhuozhengsoft"


def test_word_documents_give_all_their_stories() -> None:
    body = (
        run("正文第一段")
        + run("隐藏的话", "<w:vanish/>")
        + "<w:p><w:ins><w:r><w:t>加上的</w:t></w:r></w:ins>"
        + "<w:del><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>"
        + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>格一</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    result = read(docx(body, header1=run("机密★1年"), comments=run("请领导定"), footnotes=run("注一")), "docx")
    parts = {part.name: part for part in result.parts}
    assert parts["正文"].text.split("\n") == ["正文第一段", "加上的", "格一"]
    assert parts["页眉"].text == "机密★1年" and parts["批注"].text == "请领导定" and parts["脚注"].text == "注一"
    assert parts["修订中删除的文字"].text == "删去的" and parts["修订中删除的文字"].is_hidden
    assert parts["隐藏文字"].text == "隐藏的话"
    assert dict(result.notes) == {"tracked changes": "2 处", "comments": "1 条", "hidden text": ""}


def test_a_number_split_over_runs_is_one_number() -> None:
    split = "<w:p>" + "".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in ("110105", "19491231", "002X")) + "</w:p>"
    assert IDENTITY in text_of(docx(split), "docx")


def test_workbooks_give_hidden_sheets_rows_and_columns() -> None:
    data = workbook(hidden=[["张三", IDENTITY]], creator="王五", hidden_row="藏一", hidden_column="藏二")
    result = read(data, "xlsx")
    parts = {part.name: part for part in result.parts}
    assert parts["隐藏工作表“底稿”"].is_hidden and IDENTITY in parts["隐藏工作表“底稿”"].text
    assert parts["工作表“公示”的隐藏行列"].text.split("\n") == ["藏二", "藏一"]
    assert dict(result.notes) == {"hidden sheets": "“底稿”", "hidden rows": "“公示”"}
    assert result.properties["作者"] == "王五"


def test_slides_and_ofd_and_plain_text() -> None:
    slide = (
        '<p:sld xmlns:p="p" xmlns:a="a" show="0"><a:p><a:r><a:t>第一</a:t></a:r><a:r><a:t>页</a:t></a:r></a:p></p:sld>'
    )
    result = read(archive({"ppt/presentation.xml": "<x/>", "ppt/slides/slide1.xml": slide}), "pptx")
    assert [(part.name, part.text, part.is_hidden) for part in result.parts] == [("第1页", "第一页", True)]
    assert result.notes == (("hidden slides", "第1页"),)
    page = '<o:Page xmlns:o="o"><o:TextCode>秘密★</o:TextCode></o:Page>'
    ofd = archive(
        {"OFD.xml": "<o:OFD xmlns:o='o'><o:Author>王五</o:Author></o:OFD>", "Doc_0/Pages/Page_0/Content.xml": page}
    )
    result = read(ofd, "ofd")
    assert result.parts[0].text == "秘密★" and result.properties == {"作者": "王五"}
    assert text_of("张三".encode("gb18030"), "txt") == "张三" == text_of("张三".encode("utf-8-sig"), "csv")


def test_what_no_library_reads_is_said_to_be_unread() -> None:
    assert set(EXTENSIONS) - set(BY_EXTENSION) == {"ppt", "dps"}
    assert read(b"anything", "ppt").state == report.UNSUPPORTED


@pytest.mark.parametrize("extension", sorted(BY_EXTENSION))
def test_half_a_file_is_damaged_not_an_error(extension: str) -> None:
    wholes = {"docx": docx(run("正文")), "xlsx": workbook(), "pdf": b"%PDF-1.4 nothing", "txt": b"\xff\xff\xff\x81"}
    data = wholes.get(extension, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert read(data[: len(data) - 40] if extension != "txt" else data, extension).state in (
        report.DAMAGED,
        report.READ,
    )


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(sorted(BY_EXTENSION)))
def test_no_bytes_make_a_reader_fail(data: bytes, extension: str) -> None:
    assert read(data, extension).state in (report.DAMAGED, report.READ, report.ENCRYPTED, report.TOO_LARGE)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_no_altered_real_file_makes_a_reader_fail(data: st.DataObject) -> None:
    name = data.draw(
        st.sampled_from(["doc-42fa9f13.doc", "xls-0e970322.xls", "docx-cbcec996.docx", "xlsx-3cc931ef.xlsx"])
    )
    whole = bytearray(shared_data("attachments", "internal-only", name).read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(whole), name.rpartition(".")[2])


def test_a_zip_bomb_is_refused_whatever_it_says_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 3 * limits.MEBIBYTE)
    bomb = archive(
        {"xl/workbook.xml": "<x/>", "xl/media/zeros.bin": b"\0" * (8 * limits.MEBIBYTE)}, zipfile.ZIP_DEFLATED
    )
    assert len(bomb) < 100_000
    assert read(bomb, "xlsx").state == report.TOO_LARGE
    body = "<w:p/>" * (limits.MEBIBYTE)
    assert read(docx(body), "docx").state == report.TOO_LARGE


def test_entities_are_not_expanded() -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><w:document xmlns:w="w"><w:t>&a;</w:t></w:document>'
    assert read(archive({"word/document.xml": lol}), "docx").state == report.DAMAGED


def test_reading_ends_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    path = tmp_path / "a.txt"
    path.write_text("正文")
    assert read_apart(path, "txt").state == report.TOO_SLOW


def test_a_long_text_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHARACTERS", 10)
    result = read("一二三四五六七八九十十一".encode(), "txt")
    assert result.parts[0].text == "一二三四五六七八九十" and ("cut", "") in result.notes
