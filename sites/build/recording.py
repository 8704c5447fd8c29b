"""Remembering a full build of thousands of outputs in a few statements, without a model's instance for each."""

from collections.abc import Iterable

from django.db import connection, transaction

from sites.registry.models import Site

from .batching import batches
from .making import Failure, Made

TOGETHER = 2000
_FORGET_KEYS = "DELETE FROM build_outputkey WHERE output_id IN (SELECT id FROM build_output WHERE site_id = %s)"
_FORGET = "DELETE FROM build_output WHERE site_id = %s"
_REMEMBER = (
    "INSERT INTO build_output (site_id, language, kind, subject, path, digest, error)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_REMEMBER_KEY = (
    "INSERT INTO build_outputkey (output_id, key) SELECT id, %s FROM build_output WHERE site_id = %s AND path = %s"
)


@transaction.atomic(savepoint=False)
def replace_all(site: Site, made: Iterable[Made], failures: Iterable[tuple[Failure, str]]) -> None:
    """Remember exactly these outputs of ``site``; a failure comes with the digest of its last good version."""
    held = list(made)
    rows = [(site.pk, *each.identity, each.path, each.digest, "") for each in held]
    rows += [(site.pk, *each.identity, each.path, digest, each.message) for each, digest in failures]
    read = [(key, site.pk, each.path) for each in held if each.keys for key in sorted(each.keys)]
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_KEYS, [site.pk])
        cursor.execute(_FORGET, [site.pk])
        for statement, values in ((_REMEMBER, rows), (_REMEMBER_KEY, read)):
            for batch in batches(values, TOGETHER):
                cursor.executemany(statement, batch)
