"""What the templates can do with a value: dates, isolation of left-to-right runs, file addresses."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

from jinja2.runtime import Context
from jinja2.utils import pass_context
from markupsafe import Markup, escape

from multilingual import bidi, dates
from multilingual.registry import Language

from . import strings
from .escaping import escaped
from .theme import Theme

BEIJING = timezone(timedelta(hours=8))
"""Times are shown in 北京时间 whatever zone they arrive in."""

_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL | re.IGNORECASE)


class Bound:
    """What depends on the language of a page, bound to one theme and one language."""

    def __init__(self, theme: Theme, language: Language) -> None:
        self._theme = theme
        self._language = language
        self._mixes_directions = language.direction == "rtl" or language.is_vertical

    def translate(self, key: str, **values: object) -> str:
        """Return the text for ``key``, with ``values`` put into its ``{places}``. Raises ``strings.MissingText``."""
        text = strings.text_of(self._theme, self._language.code, key)
        return text.format(**values) if values else text

    def localised_date(self, moment: datetime | date | str) -> str:
        """Return ``moment`` (or an ISO date) as the language writes dates."""
        return dates.format_date(_day(moment), self._language.code)

    def isolate(self, text: str) -> str:
        """Return ``text`` to be escaped; where lines are not plainly left-to-right, escaped with numbers isolated."""
        return Markup(bidi.isolate(text)) if self._mixes_directions else text  # noqa: S704 - isolate escapes

    def isolate_html(self, html: str) -> Markup:
        """Do what ``isolate`` does in the text of HTML that has been cleaned before."""
        shown = bidi.isolate_html(html) if self._mixes_directions else html
        return Markup(shown)  # noqa: S704 - cleaned when it was admitted

    def scrolling_tables(self, html: str) -> Markup:
        """Put each table of clean ``html`` into a region that scrolls by itself and can be reached by keyboard."""
        if "<t" not in html and "<T" not in html:
            return Markup(html)  # noqa: S704 - cleaned when it was admitted
        label = escape(self.translate("table"))

        def wrapped(match: re.Match[str]) -> str:
            return f'<div class="table-region" role="group" aria-label="{label}" tabindex="0">{match.group()}</div>'

        return Markup(_TABLE.sub(wrapped, html))  # noqa: S704 - cleaned when it was admitted


def numeric_date(moment: datetime | date | str) -> str:
    """Return ``YYYY-MM-DD``, the short form of lists."""
    return _day(moment).isoformat()


def minute(moment: datetime) -> str:
    """Return ``YYYY-MM-DD HH:MM``, the form that 《网页设计规范》 asks for on content pages."""
    return _beijing(moment).isoformat(" ")[:16]


def machine_time(moment: datetime | date | str) -> str:
    """Return the value of a ``datetime`` attribute."""
    if isinstance(moment, datetime):
        return _beijing(moment).isoformat(timespec="minutes")
    return _day(moment).isoformat()


@pass_context
def media(context: Context, file: Mapping[str, Any], page: Any = None) -> str:
    """Return the address of a picture size or an attachment; macros, which see no ``page``, hand it over."""
    digest = file["digest"]
    return f"{(page or context['page']).edition.files_root}media/{digest[:2]}/{digest}.{file['extension']}"


def meta_tags(tags: Iterable[tuple[str, str]]) -> Markup:
    """Return a ``<meta>`` line for each name and content: a dozen on each page, a tenth of the time as a loop."""
    lines = [f'<meta name="{escaped(name)}" content="{escaped(content)}">\n' for name, content in tags]
    return Markup("".join(lines))  # noqa: S704  (escaped)


def file_size(size: int) -> str:
    """Return a size in bytes as people read it: ``812 B``, ``34 KB``, ``1.2 MB``."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{round(size / 1000)} KB"
    return f"{size / 1_000_000:.1f} MB"


def _beijing(moment: datetime) -> datetime:
    return moment if moment.tzinfo is None else moment.astimezone(BEIJING)


def _day(moment: datetime | date | str) -> date:
    if isinstance(moment, str):
        return date.fromisoformat(moment[:10])
    return _beijing(moment).date() if isinstance(moment, datetime) else moment


@pass_context
def shared(context: Context, fragment: str, variant: object = "") -> Markup:
    """Return ``fragments/FRAGMENT.jinja`` for the page's section, rendered once a build for each ``variant``."""
    page = context["page"]
    return _once(context, page, page.edition.memo, (fragment, variant))


@pass_context
def common(context: Context, fragment: str, variant: object = "") -> Markup:
    """Return ``fragments/FRAGMENT.jinja`` for the page's edition, rendered once a build for each ``variant``.

    Unlike with ``shared``, the fragment may not depend on the section of the page, nor on its navigation.
    """
    page = context["page"]
    return _once(context, page, page.edition.common, (fragment, variant))


def _once(context: Context, page: object, memo: dict[object, Markup], key: tuple[str, object]) -> Markup:
    if key not in memo:
        template = context.environment.get_template(f"fragments/{key[0]}.jinja")
        memo[key] = Markup(template.render(page=page))  # noqa: S704  (our own template, escaped)
    return memo[key]


def marking(html: str, url: str, value: str) -> Markup:
    """Return the rendered links ``html`` with the first one that leads to ``url`` marked by ``aria-current``."""
    address = escape(url)
    marked = f'<a href="{address}" aria-current="{value}">'
    return Markup(str(html).replace(f'<a href="{address}">', marked, 1))  # noqa: S704  (our own template, escaped)
