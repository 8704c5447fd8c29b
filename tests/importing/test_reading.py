"""Reading files: each bad line has its reason and stops no other."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importing import reading
from cms.importing.mapping import VALIDITY, fields_of
from cms.importing.reading import Malformed, Record, read
from tests.media.samples import shared_data

from .conftest import record

BAD = {
    b"{": "不是 JSON",
    b"[1]": "不是一个 JSON 对象",
    b"\xff\xfe": "不是 UTF-8",
    b"[" * 100_000: "不是 JSON",
    b'{"id":"a","body":[{"t":"x"}]}': "没有标题",
    b'{"id":"a","title":"  ","body":[{"t":"x"}]}': "没有标题",
    b'{"id":"a","title":5,"body":[{"t":"x"}]}': "没有标题",
    b'{"title":"a","body":[{"t":"x"}]}': "没有编号",
    b'{"id":"a","title":"a"}': "没有正文",
    b'{"id":"a","title":"a","body":[{"t":"  "}]}': "没有正文",
    b'{"id":"a","title":"a","body":"x"}': "没有正文",
    b'{"id":"a","title":"a","body":["x"]}': "没有正文",
    b'{"id":"a","title":"a","body":[{"t":"x"}],"version_date":"2020-13-01"}': "日期 version_date 不对",
    b'{"id":"a","title":"a","body":[{"t":"x"}],"date_published":"0001-01-01"}': "日期 date_published 不对",
    b'{"id":"a","title":"a\\ud800","body":[{"t":"x"}]}': "残缺",
    b'{"id":"a","title":"' + b"a" * 256 + b'","body":[{"t":"x"}]}': "标题超过",
}


@pytest.mark.parametrize("line", BAD)
def test_each_bad_line_has_its_reason_and_stops_no_other(write, line):
    found = list(read(write(record(1), line, b"", record(2))))
    assert [type(entry) for entry in found] == [Record, Malformed, Record]
    assert found[1].line == 2 and BAD[line] in found[1].reason
    assert found[2].line == 4


def test_a_repeated_id_names_the_line_it_repeats(write):
    found = list(read(write(record(1), record(2), record(1))))
    assert isinstance(found[2], Malformed) and "第 1 行" in found[2].reason


def test_gzip_is_known_by_its_content_and_damage_ends_with_a_reason(write):
    path = write(*[record(number) for number in range(1, 400)])
    packed = gzip.compress(path.read_bytes())
    path.write_bytes(packed)
    assert len(list(read(path))) == 399
    path.write_bytes(packed[: len(packed) // 2])
    found = list(read(path))
    assert isinstance(found[-1], Malformed) and "压缩文件已损坏" in found[-1].reason


def test_an_overlong_line_is_passed_over(write, monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_LINE", 1000)
    found = list(read(write(record(1), b"x" * 5000, record(2))))
    assert [(entry.line, type(entry)) for entry in found] == [(1, Record), (2, Malformed), (3, Record)]


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "any"
    path.write_bytes(content)
    assert all(isinstance(entry, Record | Malformed) for entry in read(path))


def test_fields_of_a_record():
    fields = fields_of(record(7, title=" 关于  第七件事的规定\u3000", category="行政法规", subcategory="草原"))
    assert fields["title"] == "关于 第七件事的规定"
    assert (fields["document_number"], fields["subject"]) == ("县政发〔2020〕7号", "行政法规\\草原")
    assert (fields["date_written"], fields["display_date"], fields["validity"]) == ("2020-08-01", "2020-08-01", "valid")
    assert fields["body"] == [
        {"type": "heading", "value": {"text": "第一章 总则", "level": "2"}},
        {
            "type": "text",
            "value": "<p>第一条 为了&lt;保护&gt;草原&amp;水源，制定本规定。</p><p>第二条 本规定适用于本县。</p>",
        },
    ]


def test_title_and_number_repeated_in_the_body_go():
    body = [{"t": "关于第7件"}, {"t": "事的规定"}, {"t": "县政发[2020]第07号"}, {"t": "正文。"}]
    assert fields_of(record(7, body=body))["body"] == [{"type": "text", "value": "<p>正文。</p>"}]
    assert fields_of(record(7, body=[{"t": "关于第7件事的规定"}]))["body"]


@pytest.mark.parametrize("given", [*VALIDITY, "尚未生效", "", None])
def test_validity_is_never_guessed(given):
    assert fields_of(record(1, validity=given))["validity"] == VALIDITY.get(given, "unknown")


@pytest.mark.parametrize("name", ["regulations", "policy-docs", "internal-only/county-articles-liuhe"])
def test_real_files_are_usable(name):
    found = list(read(Path(shared_data("documents", f"{name}.jsonl.gz"))))
    assert found and all(isinstance(entry, Record) for entry in found)
    for entry in found[:300]:
        assert fields_of(entry.values)["body"]
