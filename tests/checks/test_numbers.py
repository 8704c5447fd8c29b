"""Identity numbers, bank cards and mobile numbers: found where they are, told apart from other numbers, masked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.checks.masking import mask_number, mask_text
from cms.checks.plugins import bank_cards, identity_numbers, mobile_numbers
from tests.checks.making import CARD, IDENTITY, material

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def with_check_digit(number: str) -> str:
    """Return 17 digits with the check digit of GB 11643-1999, worked out here by its own text."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True))
    return number + "10X98765432"[total % 11]


def with_luhn_digit(number: str) -> str:
    """Return ``number`` with the digit that ISO/IEC 7812-1 asks for."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return number + str(-total % 10)


identities = st.builds(
    lambda area, born, order: with_check_digit(f"{area}{born:%Y%m%d}{order:03}"),
    st.sampled_from(["150622", "152222", "654021", "110101", "440106"]),
    st.dates(date(1920, 1, 1), date(2025, 12, 31)),
    st.integers(0, 999),
)
mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
cards = st.builds(
    lambda front, rest: with_luhn_digit(front + rest),
    st.sampled_from(["622202", "622848", "621700", "436742"]),
    st.from_regex(r"\A[0-9]{9,12}\Z"),
)
around = st.text("，。：张三电话号 \n（）", max_size=8)


def found(check, text: str) -> dict[str, list[str]]:
    """Return the numbers that ``check`` names in ``text``, by code."""
    result: dict[str, list[str]] = {}
    for finding in check(material(text)):
        result.setdefault(finding.code, []).extend(finding.numbers)
    return result


@given(around, identities, around)
def test_an_identity_number_is_found_and_stops(before: str, number: str, after: str) -> None:
    findings = list(identity_numbers.check(material(before + number + after)))
    assert [one.code for one in findings] == ["identity-number"]
    assert findings[0].is_serious and findings[0].mask and findings[0].numbers == (number,)


@given(identities, st.integers(14, 16), st.integers(1, 9))
def test_one_wrong_digit_leaves_a_doubt(number: str, place: int, more: int) -> None:
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    findings = list(identity_numbers.check(material(wrong)))
    assert [(one.code, one.is_serious) for one in findings] == [("identity-like", False)]


@pytest.mark.parametrize(
    "text",
    [
        "11011119491331002X",  # a month 13
        "01010519491231002X",  # no such province
        "A11010519491231002X",
        "11010519491231002X9",
        "91150622MA0N1B2C3D",  # a credit code
        "国办发〔2017〕47号",
        "索引号 000014349/2017-00110",
    ],
)
def test_other_numbers_are_no_identity_numbers(text: str) -> None:
    assert not list(identity_numbers.check(material(text)))


def test_forms_in_which_an_identity_number_is_written() -> None:
    for text in (
        IDENTITY.lower(),
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        f"身份证{IDENTITY}号",
    ):
        assert "identity-number" in found(identity_numbers.check, text), text
    assert found(identity_numbers.check, "旧号 110105491231002") == {"identity-number-old": ["110105491231002"]}


@given(around, mobiles, around)
def test_a_mobile_number_is_found_and_a_reviewer_decides(before: str, number: str, after: str) -> None:
    findings = list(mobile_numbers.check(material(before + number + after)))
    assert [(one.code, one.is_serious, one.numbers) for one in findings] == [("mobile-number", False, (number,))]


@pytest.mark.parametrize(
    "text", ["0477-8182345", "12813812345678", "13812345678901", "3.13812345678", "95598", "12345"]
)
def test_other_numbers_are_no_mobile_numbers(text: str) -> None:
    assert not list(mobile_numbers.check(material(text)))


def test_forms_in_which_a_mobile_number_is_written() -> None:
    for text in ("138 1234 5678", "138-1234-5678", "+86 13812345678", "电话：13812345678。", "１３８１２３４５６７８"):
        assert len(list(mobile_numbers.check(material(text)))) == 1, text


@given(cards)
def test_a_card_of_a_known_bank_stops(number: str) -> None:
    findings = list(bank_cards.check(material(f"户名：张三 {number}")))
    assert [(one.code, one.is_serious, one.numbers) for one in findings] == [("bank-card", True, (number,))]


@given(cards, st.integers(1, 9))
def test_a_wrong_luhn_digit_is_no_card(number: str, more: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + more) % 10)
    assert not list(bank_cards.check(material(wrong)))


def test_a_card_of_an_unknown_bank_is_for_a_reviewer_unless_it_is_called_one() -> None:
    number = with_luhn_digit("629999123456789")
    assert set(found(bank_cards.check, f"编号 {number}")) == {"bank-card-like"}
    assert set(found(bank_cards.check, f"卡号：{number}")) == {"bank-card"}
    assert set(found(bank_cards.check, "6222 0212 3456 7890 128")) == {"bank-card"}


@given(st.lists(st.one_of(identities, mobiles, cards, around), max_size=6).map("，".join))
def test_masking_leaves_nothing_to_mask(text: str) -> None:
    masked = mask_text(text)
    assert mask_text(masked) == masked
    assert len(masked) == len(text)
    for check in (identity_numbers.check, bank_cards.check, mobile_numbers.check):
        assert not list(check(material(masked)))


@given(identities)
def test_masking_keeps_six_and_four_digits_of_an_identity_number(number: str) -> None:
    assert mask_text(number) == f"{number[:6]}********{number[-4:]}"
    assert mask_number(mask_number(number, "identity"), "identity") == mask_number(number, "identity")


def test_masking_only_what_is_asked_for() -> None:
    text = f"张三 {IDENTITY}，李四 13812345678，{CARD}，138 1234 5678"
    assert mask_text(text, "13812345678") == f"张三 {IDENTITY}，李四 138****5678，{CARD}，138 1234 5678"
    assert mask_text(text) == "张三 110105********002X，李四 138****5678，622202*********0128，138 **** 5678"
    assert mask_text("110105491231002") == "110105******002"


def test_many_places_of_one_part_are_told_together() -> None:
    many = material(*[f"联系人{number}：1381234{number:04}" for number in range(40)])
    findings = list(mobile_numbers.check(many))
    assert len(findings) == 1 and findings[0].count == 40
    assert findings[0].where == "正文第1段等40处" and len(findings[0].numbers) == 40
    few = material(*[f"1381234{number:04}" for number in range(3)])
    assert [one.where for one in mobile_numbers.check(few)] == ["正文第1段", "正文第2段", "正文第3段"]
