"""Document numbers in every usual spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multilingual.document_number import DocumentNumber, accepted, canonical, find, parse


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2017〕47号",
        "国办发[2017]47号",
        "国办发［2017］47号",
        "国办发（2017）47号",
        "国办发(2017)47号",
        "国办发【2017】 47 号",
        "国办发﹝2017﹞第47号",
        "国办发﹇２０１７﹈４７号",
        " 国办发 〔2017〕 047号 ",
    ],
)
def test_every_spelling_has_one_form(text: str) -> None:
    assert canonical(text) == "国办发〔2017〕47号"
    assert parse(text) == DocumentNumber("国办发", 2017, 47)


@pytest.mark.parametrize("text", ["", "国务院令第711号", "关于2017年的通知", "〔2017〕47号", "国办发〔2017〕号"])
def test_other_text_is_no_document_number(text: str) -> None:
    assert parse(text) is None
    assert canonical(f" {text} ") == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("国办发[2017]047号", "国办发〔2017〕47号"),
        ("国务院令第656号", "国务院令第656号"),
        (" 国务院令 第６５６号 ", "国务院令第656号"),
        ("中华人民共和国交通部令第8号", "中华人民共和国交通部令第8号"),
        ("中华人民共和国主席令第四十一号", "中华人民共和国主席令第四十一号"),
        ("第17号", "第17号"),
        ("第 017 号", "第17号"),
        ("财政部公告2023年第12号", "财政部公告2023年第12号"),
        ("2023年第12号", "2023年第12号"),
        ("自治区人大常委会公告(十三届)第5号", "自治区人大常委会公告（十三届）第5号"),
        ("国税函发1995-288号", "国税函发1995-288号"),
    ],
)
def test_real_numbers_are_accepted_in_the_form_that_is_kept(text: str, kept: str) -> None:
    assert accepted(text) == kept
    assert accepted(kept) == kept


@pytest.mark.parametrize(
    "text", ["", "无", "关于2017年的通知", "〔2017〕47号", "国办发〔2017〕号", "第号", "47号", "abc", "国务院令"]
)
def test_nonsense_is_not_accepted(text: str) -> None:
    assert accepted(text) is None


han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


@given(
    han, st.integers(1949, 2099), st.integers(1, 99_999), st.sampled_from(["〔〕", "[]", "［］", "【】", "()", "（）"])
)
def test_round_trip(org: str, year: int, number: int, brackets: str) -> None:
    value = DocumentNumber(org, year, number)
    assert parse(str(value)) == value
    assert parse(f"{org}{brackets[0]}{year}{brackets[1]}第 {number} 号") == value
    assert canonical(canonical(str(value))) == str(value)


def test_numbers_are_found_in_running_text() -> None:
    found = list(find("根据国办发〔2017〕47号和新政办函[2021]005号文件"))
    assert [(one.value.year, one.value.number) for one in found] == [(2017, 47), (2021, 5)]
    assert found[0].value.org.endswith("国办发")


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    parse(text)
    canonical(text)
    accepted(text)
    list(find(text))
