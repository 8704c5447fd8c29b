"""Cleaning HTML: bleach does the work, nh3 has the last word, both with the same policy."""

import html as escaping
import re
from functools import lru_cache

import nh3
from bleach.sanitizer import Cleaner
from bs4.exceptions import ParserRejectedMarkup

from . import policy
from .tidying import SPACES, tidy

MOST_ROUNDS = 6

_PLAIN_TEXT = r"[^<>&\x00-\x20\x7f-\xa0\u200b\u3000\ufeff\ufffd\ufffe\uffff\ud800-\udfff]"
_PLAIN = re.compile(rf"(?:<(p|h2|h3|h4)>{_PLAIN_TEXT}+(?: {_PLAIN_TEXT}+)*</\1>)+")
"""Bare paragraphs and headings: nothing in them that a cleaner could take away or write otherwise."""


@lru_cache(maxsize=512)
def clean(html: str) -> str:
    """Return ``html`` as clean block HTML: only what ``policy`` lists.

    Links that lead outside get ``rel="noopener noreferrer"``. Cleaning what is clean changes nothing. Anything that
    will not settle or that the parsers choke on comes back as one paragraph of text.
    """
    if _PLAIN.fullmatch(html):
        return html
    try:
        return _settle(html)
    except (ParserRejectedMarkup, RecursionError):
        return _settle(_as_paragraph(nh3.clean(html, tags=set(), clean_content_tags={"script", "style"})))


def _settle(html: str) -> str:
    current = html
    for _round in range(MOST_ROUNDS):
        cleaned = _once(current)
        if cleaned == current:
            return cleaned
        current = cleaned
    return _as_paragraph(nh3.clean(current, tags=set()))


def _once(html: str) -> str:
    bleached = _bleach().clean(tidy(html))
    return nh3.clean(
        bleached,
        tags=set(policy.TAGS),
        clean_content_tags={"script", "style"},
        attributes={tag: set(names) for tag, names in policy.ATTRIBUTES.items()},
        attribute_filter=_filtered,
        url_schemes=set(policy.SCHEMES),
        strip_comments=True,
        link_rel=None,
    ).strip(SPACES)


def _bleach() -> Cleaner:
    return Cleaner(
        tags=policy.TAGS,
        attributes=policy.is_allowed,
        protocols=policy.SCHEMES,
        strip=True,
        strip_comments=True,
    )


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    return value if policy.is_allowed(tag, attribute, value) else None


def _as_paragraph(markup: str) -> str:
    text = " ".join(escaping.unescape(markup).split())
    return f"<p>{escaping.escape(text, quote=False)}</p>" if text else ""
