"""What the templates can do with a value: dates, isolation of left-to-right runs, file addresses."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from jinja2.runtime import Context
from jinja2.utils import pass_context
from markupsafe import Markup, escape

from multilingual import bidi, dates
from multilingual.registry import Language

from . import strings

BEIJING = timezone(timedelta(hours=8))
"""Times are shown in 北京时间 whatever zone they arrive in."""

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)


def language_of(context: Context) -> Language:
    """Return the language of what is being rendered: of ``page.edition``, or of ``search``.

    Raises ``LookupError`` when the template was given neither.
    """
    page = context.get("page")
    if page is not None:
        language = page.edition.language
    elif (search := context.get("search")) is not None:
        language = search.language
    else:
        raise LookupError("a template of themes needs either `page` or `search`")
    if not isinstance(language, Language):
        raise LookupError("the language of a page must come from multilingual.registry")
    return language


@pass_context
def translate(context: Context, key: str, **values: object) -> str:
    """Return the text for ``key`` in the page's language, with ``values`` put into its ``{places}``."""
    text = strings.text(language_of(context).code, key)
    return text.format(**values) if values else text


@pass_context
def localised_date(context: Context, moment: datetime | date | str) -> str:
    """Return ``moment`` (or an ISO date) as the page's language writes dates."""
    return dates.format_date(_day(moment), language_of(context).code)


def numeric_date(moment: datetime | date | str) -> str:
    """Return ``YYYY-MM-DD``, the short form of lists."""
    return _day(moment).isoformat()


def minute(moment: datetime) -> str:
    """Return ``YYYY-MM-DD HH:MM``, the form that 《网页设计规范》 asks for on content pages."""
    return _beijing(moment).strftime("%Y-%m-%d %H:%M")


def machine_time(moment: datetime | date | str) -> str:
    """Return the value of a ``datetime`` attribute."""
    if isinstance(moment, datetime):
        return _beijing(moment).isoformat(timespec="minutes")
    return _day(moment).isoformat()


@pass_context
def isolate(context: Context, text: str) -> Markup:
    """Escape ``text``; where the page is not plain left-to-right, isolate its phones, ranges and numbers."""
    if not _mixes_directions(context):
        return escape(text)
    return Markup(bidi.isolate(text))  # noqa: S704 - isolate escapes


@pass_context
def isolate_html(context: Context, html: str) -> Markup:
    """Do what ``isolate`` does in the text of HTML that has been cleaned before."""
    shown = bidi.isolate_html(html) if _mixes_directions(context) else html
    return Markup(shown)  # noqa: S704 - cleaned when it was admitted


@pass_context
def scrolling_tables(context: Context, html: str) -> Markup:
    """Put each table of clean ``html`` into a region that scrolls by itself and can be reached by keyboard."""
    label = escape(strings.text(language_of(context).code, "table"))

    def wrapped(match: re.Match[str]) -> str:
        return f'<div class="table-region" role="group" aria-label="{label}" tabindex="0">{match.group()}</div>'

    return Markup(_TABLE.sub(wrapped, html))  # noqa: S704 - cleaned when it was admitted


@pass_context
def media(context: Context, file: Mapping[str, Any]) -> str:
    """Return the address of a picture size or an attachment."""
    digest = file["digest"]
    return f"{context['page'].edition.files_root}media/{digest[:2]}/{digest}.{file['extension']}"


def file_size(size: int) -> str:
    """Return a size in bytes as people read it: ``812 B``, ``34 KB``, ``1.2 MB``."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{round(size / 1000)} KB"
    return f"{size / 1_000_000:.1f} MB"


def _mixes_directions(context: Context) -> bool:
    language = language_of(context)
    return language.direction == "rtl" or language.is_vertical


def _beijing(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(BEIJING)


def _day(moment: datetime | date | str) -> date:
    if isinstance(moment, str):
        return date.fromisoformat(moment[:10])
    return _beijing(moment).date() if isinstance(moment, datetime) else moment


@pass_context
def shared(context: Context, fragment: str, variant: object = "") -> Markup:
    """Return ``fragments/FRAGMENT.jinja`` for the page's edition, rendered once a build for each ``variant``."""
    page = context["page"]
    memo: dict[object, Markup] = page.edition.memo
    key = (fragment, variant)
    if key not in memo:
        memo[key] = Markup(context.environment.get_template(f"fragments/{fragment}.jinja").render(page=page))  # noqa: S704  (our own template, escaped)
    return memo[key]
