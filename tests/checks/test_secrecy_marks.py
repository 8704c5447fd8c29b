"""Marks of secrecy are known by their form; laws and notices that speak of secrecy bear none."""

import gzip
import json

import pytest

from cms.checks.plugins import secrecy_marks
from tests.checks.making import codes, material
from tests.shared import shared_data


def found(text: str) -> set[str]:
    return codes(list(secrecy_marks.check(material(text))))


@pytest.mark.parametrize(
    "text",
    [
        "机密★1年",
        "绝密★",
        "秘密 ★ 10年",
        "000012\n机密★3年\n特急\n内蒙古自治区人民政府文件",
        "密级：秘密★长期",
        "秘　密☆六个月",
        "机密5年",
        "绝密  长期",
        "★机密",
    ],
)
def test_a_grade_with_star_or_term_stops(text: str) -> None:
    findings = list(secrecy_marks.check(material(text)))
    assert [(one.code, one.is_serious) for one in findings] == [("secrecy-mark", True)]


@pytest.mark.parametrize("text", ["（此件不公开）", "此件不予公开", "本文。\n（此件不公开）", "公开属性：不予公开"])
def test_a_document_that_says_it_is_closed_stops(text: str) -> None:
    assert found(text) == {"closed-mark"}


@pytest.mark.parametrize("text", ["秘密", "（机密）", "密级：绝密"])
def test_a_grade_alone_is_for_a_reviewer(text: str) -> None:
    findings = list(secrecy_marks.check(material(text)))
    assert [(one.code, one.is_serious) for one in findings] == [("secrecy-word", False)]


@pytest.mark.parametrize(
    "text",
    ["内部资料，注意保存", "内部文件", "【内部资料 严禁外传】", "注意保存", "仅供内部参考", "（此件依申请公开）"],
)
def test_an_internal_mark_is_for_a_reviewer(text: str) -> None:
    assert found(text) == {"internal-mark"}


@pytest.mark.parametrize(
    "text",
    [
        "国家秘密的密级分为绝密、机密、秘密三级。",
        "任何组织和个人都有保守国家秘密的义务。",
        "绝密级国家秘密是最重要的国家秘密，保密期限不超过三十年，机密级不超过二十年，秘密级不超过十年。",
        "（此件公开发布）",
        "依法保护商业秘密和个人隐私",
        "属于工作秘密的事项，不予公开。",
        "公文标注“机密★1年”的，应当按规定管理。",
        "内部资料性出版物管理办法",
        "机关内部文件和资料的管理",
        "秘书处",
        "★★★★★五星级服务",
    ],
)
def test_speaking_of_secrecy_is_no_mark(text: str) -> None:
    assert found(text) == set()


def test_no_law_bears_a_mark() -> None:
    read = 0
    with gzip.open(shared_data("documents", "regulations.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if number % 6 and "保密" not in row["title"] and "秘密" not in row["title"]:
                continue
            texts = [row["title"], *(part["t"] or "" for part in row["body"])]
            assert not list(secrecy_marks.check(material(*texts))), row["title"]
            read += 1
    assert read > 400
