"""The Jinja2 environments of the public pages: one for each language, which its texts and filters are bound to."""

from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined

from multilingual import registry as languages
from multilingual.registry import DEFAULT

from . import filters, location
from .compiling import PageEnvironment
from .theme import Theme

BELOW = "templates/"


def environment(code: str = DEFAULT) -> Environment:
    """Return the environment of the theme in use for pages in language ``code``.

    Every template escapes, and a name nobody gave is an error. ``{{ "key" | t }}`` is put in when a template is
    compiled; ``t("key", …)`` is the same at each rendering, for keys and values that are not known before.
    """
    return _environment(location.current(), code)


def compile_pages(code: str = DEFAULT) -> None:
    """Compile all page templates and what they are made of, for processes that are going to part from this one."""
    used = environment(code)
    for name in used.list_templates():
        used.get_template(name)


@cache
def _environment(theme: Theme, code: str) -> Environment:
    templates = {path.removeprefix(BELOW): theme.text(path) for path in theme.files if path.startswith(BELOW)}
    made = PageEnvironment(
        loader=DictLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    bound = filters.Bound(theme, languages.get(code))
    made.globals["t"] = bound.translate
    made.globals["shared"] = filters.shared
    made.globals["common"] = filters.common
    made.filters.update(
        t=bound.translate,
        date=bound.localised_date,
        numeric_date=filters.numeric_date,
        minute=filters.minute,
        machine_time=filters.machine_time,
        isolate=bound.isolate,
        isolate_html=bound.isolate_html,
        scrolling_tables=bound.scrolling_tables,
        media=filters.media,
        meta_tags=filters.meta_tags,
        file_size=filters.file_size,
        marking=filters.marking,
    )
    return made
