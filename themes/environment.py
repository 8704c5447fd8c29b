"""The Jinja2 environment of the public pages."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from . import filters

FOLDER = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Return the environment: every template escapes, and a name nobody gave is an error, not an empty place."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
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
