"""A query in FTS5's own language. Every token is quoted, so nothing a reader types is taken for syntax."""

from collections.abc import Iterable

from multilingual.folding import query_groups
from search.documents import WEIGHTS, exact_keys
from search.query import Query


def facet_tokens(site: str, language: str) -> list[str]:
    """Return the tokens by which a document's site and language can be asked for, so that filters cost no join."""
    return [f"site_{site}", f"language_{language}"]


HEADINGS = ("title_keys", "number_keys")
"""The fields that are short and say most."""


def match_expression(query: Query, fields: Iterable[str] = WEIGHTS) -> str:
    """Return the FTS5 expression of ``query`` in ``fields``, empty when it holds nothing that can be looked for."""
    groups = [
        "(" + " OR ".join(_phrase(way) for way in group.alternatives) + ")"
        for group in query_groups(query.text, query.language)
    ]
    return _filtered(f"{{{' '.join(fields)}}} : ({' AND '.join(groups)})", query) if groups else ""


def exact_expression(query: Query) -> str:
    """Return the FTS5 expression for documents whose whole title or number is the query."""
    keys = exact_keys(query.text, query.language)
    return _filtered(f"exact_keys : ({' OR '.join(map(_quoted, keys))})", query) if keys else ""


def _filtered(expression: str, query: Query) -> str:
    wanted = []
    if query.site:
        wanted.append(f"facets : {_quoted(f'site_{query.site}')}")
    if query.only_language:
        wanted.append(f"facets : {_quoted(f'language_{query.only_language}')}")
    return " AND ".join([expression, *wanted])


def _phrase(tokens: tuple[str, ...]) -> str:
    last = tokens[-1]
    whole = _quoted(" ".join([*tokens[:-1], last.removesuffix("*")]))
    return f"{whole} *" if last.endswith("*") else whole


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
