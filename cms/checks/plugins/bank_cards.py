"""Numbers of bank cards: 16 to 19 digits, a known issuer at the front, a Luhn digit at the end."""

import re
from collections.abc import Iterator

from stdnum import luhn

from ..digits import plain
from ..finding import Finding
from ..matching import Span, matches, texts
from ..material import Material
from ..rules import Rule
from ..tables.card_issuers import ISSUERS

SOURCE = "《个人信息保护法》第二十八条（金融账户属敏感个人信息）；校验规则见 ISO/IEC 7812-1"
MASK = "请遮盖为前 6 位、后 4 位；对公账户请核对是不是个人卡号。"

CARD = Rule(
    code="bank-card",
    title="银行卡号",
    why="发卡行标识和校验位都对，或者前面写着卡号：是可用的银行卡号，公开会危及个人财产。",
    source=SOURCE,
    certainty="law",
    what_to_do=MASK,
    is_serious=True,
    mask="card",
)
LIKELY = Rule(
    code="bank-card-like",
    title="疑似银行卡号",
    why="以 62 开头、校验位也对，但不是已知的发卡行：可能是银行卡号，也可能是别的编号。",
    source=SOURCE,
    certainty="practice",
    what_to_do=f"是银行卡号的，{MASK}是别的编号的，由审核人确认。",
    mask="card",
)
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.-])(?:\d{4}[ -]){3,4}\d{1,4}(?![0-9A-Za-z])|(?<![0-9A-Za-z.-])\d{16,19}(?![0-9A-Za-z])", re.ASCII
)
_NAMED = re.compile(r"(?:卡号|银行卡|一卡通|一折通|储蓄卡|社保卡|账号|帐号|账户)[^0-9\n]{0,12}$")
_FRONT = ("62", "60", "95", "4", "5")
"""What cards issued in China begin with: UnionPay 62, older 60, 95 and 9558; Visa 4 and Mastercard 5 with 16 digits."""


def check(material: Material) -> Iterator[Finding]:
    """Yield card numbers; those of known issuers stop the submission."""
    yield from matches(CARD, texts(material), card_numbers)
    yield from matches(LIKELY, texts(material), likely_numbers)


def card_numbers(text: str) -> Iterator[Span]:
    """Yield where numbers stand that a known issuer gave out or that a word before them calls a card's."""
    return (span for span, is_certain in _numbers(text) if is_certain)


def likely_numbers(text: str) -> Iterator[Span]:
    """Yield where other numbers stand that could be a card's."""
    return (span for span, is_certain in _numbers(text) if not is_certain)


def _numbers(text: str) -> Iterator[tuple[Span, bool]]:
    digits = plain(text)
    for match in _NUMBER.finditer(digits):
        number = match[0].replace(" ", "").replace("-", "")
        if not 16 <= len(number) <= 19 or not number.startswith(_FRONT) or not luhn.is_valid(number):
            continue
        is_named = bool(_NAMED.search(digits[max(match.start() - 24, 0) : match.start()]))
        is_known = number[:6] in ISSUERS
        if is_known or is_named:
            yield match.span(), True
        elif number.startswith("62"):
            yield match.span(), False
