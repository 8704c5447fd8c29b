"""How far a search goes (搜索范围)."""

from multilingual.registry import Language
from sites.registry.models import Site
from themes.strings import text

from .query import Query

LABELS = {"all": "scope_all", "site": "scope_site", "languages": "search_all_languages"}
"""Scope → key of its label in the theme. ``all`` and ``site`` stay in the edition's language."""


def default_scope(site: Site) -> str:
    """Return the scope of a search that names none: the portal looks through all sites, another site through itself."""
    return "all" if site.kind == Site.Kind.PORTAL else "site"


def choices(language: Language, current: str) -> list[tuple[str, str, bool]]:
    """Return the scopes for the form, as ``(value, label, is_current)``."""
    return [(value, text(language.code, key), value == current) for value, key in LABELS.items()]


def query_in_scope(words: str, site: Site, language: Language, scope: str, page: int) -> Query:
    """Return the query for ``words`` typed on ``site`` in ``language``."""
    return Query(
        text=words,
        language=language.code,
        site=site.key if scope == "site" else "",
        only_language="" if scope == "languages" else language.code,
        page=page,
    )
