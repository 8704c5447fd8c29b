"""The Jinja2 environment of the public pages."""

from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined

from . import filters, location
from .theme import Theme

BELOW = "templates/"


def environment() -> Environment:
    """Return the environment of the theme in use: every template escapes, and a name nobody gave is an error."""
    return _environment(location.current())


@cache
def _environment(theme: Theme) -> Environment:
    templates = {path.removeprefix(BELOW): theme.text(path) for path in theme.files if path.startswith(BELOW)}
    made = Environment(
        loader=DictLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals["t"] = filters.translate
    made.globals["shared"] = filters.shared
    made.filters.update(
        date=filters.localised_date,
        numeric_date=filters.numeric_date,
        minute=filters.minute,
        machine_time=filters.machine_time,
        isolate=filters.isolate,
        isolate_html=filters.isolate_html,
        scrolling_tables=filters.scrolling_tables,
        media=filters.media,
        file_size=filters.file_size,
    )
    return made
