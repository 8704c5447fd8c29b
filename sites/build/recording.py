"""Remembering what was built in a few statements, without a model's instance for each of thousands of outputs."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection, transaction

from sites.registry.models import Site

from .batching import batches
from .making import Failure, Made

TOGETHER = 2000
_FORGET_KEYS = "DELETE FROM build_outputkey WHERE output_id IN (SELECT id FROM build_output WHERE site_id = %s)"
_FORGET = "DELETE FROM build_output WHERE site_id = %s"
_FORGET_KEYS_OF = (
    "DELETE FROM build_outputkey WHERE output_id = (SELECT id FROM build_output WHERE site_id = %s AND path = %s)"
)
_REMEMBER = (
    "INSERT INTO build_output (site_id, language, kind, subject, path, digest, error)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_REMEMBER_AGAIN = _REMEMBER + (
    " ON CONFLICT (site_id, path) DO UPDATE SET language = excluded.language, kind = excluded.kind,"
    " subject = excluded.subject, digest = excluded.digest, error = excluded.error"
)
_REMEMBER_KEY = (
    "INSERT INTO build_outputkey (output_id, key) SELECT id, %s FROM build_output WHERE site_id = %s AND path = %s"
)

Failed = Iterable[tuple[Failure, str]]
"""Outputs that failed, each with the digest of its last good version."""


@transaction.atomic(savepoint=False)
def replace_all(site: Site, made: Collection[Made], failures: Failed) -> None:
    """Remember exactly these outputs of ``site``."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_KEYS, [site.pk])
        cursor.execute(_FORGET, [site.pk])
    _execute(_REMEMBER, _rows(site, made, failures))
    _execute(_REMEMBER_KEY, _keys(site, made))


@transaction.atomic(savepoint=False)
def remember(site: Site, made: Collection[Made], failures: Failed, with_other_keys: Collection[str]) -> None:
    """Remember these outputs of ``site`` beside the others; the keys of those at the paths ``with_other_keys`` too."""
    others = [each for each in made if each.path in with_other_keys]
    _execute(_REMEMBER_AGAIN, _rows(site, made, failures))
    _execute(_FORGET_KEYS_OF, [(site.pk, each.path) for each in others])
    _execute(_REMEMBER_KEY, _keys(site, others))


def _rows(site: Site, made: Iterable[Made], failures: Failed) -> list[tuple[Any, ...]]:
    rows = [(site.pk, *each.identity, each.path, each.digest, "") for each in made]
    return rows + [(site.pk, *each.identity, each.path, digest, each.message) for each, digest in failures]


def _keys(site: Site, made: Iterable[Made]) -> list[tuple[Any, ...]]:
    return [(key, site.pk, each.path) for each in made for key in sorted(each.keys)]


def _execute(statement: str, rows: list[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        for batch in batches(rows, TOGETHER):
            cursor.executemany(statement, batch)
