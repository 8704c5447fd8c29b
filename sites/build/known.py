"""What is remembered of outputs: their digests and recorded keys, in one query for many of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from sites.registry.models import Site
from sites.store.bulk import places

from .program.spec import Identity

_KNOWN = """
SELECT output.path, output.digest, output.error, output.language, output.kind, output.subject, held.key
FROM build_output AS output LEFT JOIN build_outputkey AS held ON held.output_id = output.id
WHERE output.site_id = %s AND output.path IN ({paths})
"""


@dataclass
class Known:
    """One output as it was recorded last."""

    digest: str
    error: str
    identity: Identity
    keys: set[str] = field(default_factory=set)


def known_outputs(site: Site, paths: Sequence[str]) -> dict[str, Known]:
    """Return what is remembered of the outputs of ``site`` at ``paths``, by path."""
    if not paths:
        return {}
    found: dict[str, Known] = {}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN.format(paths=places(paths)), [site.pk, *paths])
        for path, digest, error, language, kind, subject, key in cursor.fetchall():
            known = found.setdefault(path, Known(digest, error, Identity(language, kind, subject)))
            if key is not None:
                known.keys.add(key)
    return found
