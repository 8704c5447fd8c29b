"""What is public now, and whether a try changed it without approvals."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings
from django.utils.html import escape

from cms.operation.tasks import tasks
from search.engines import engine
from search.query import Query
from sites.registry.models import Site
from sites.release.publishing import release_site
from sites.store.models import Document, OutboxEntry
from sites.store.settling.checking import Unsettled
from tests.wall import oracle
from tests.wall.town import UNSEEN

PUBLIC_SIDE = ("registry", "store", "build", "release")
"""The applications whose tables decide what is public."""

NOT_READ = {"Approval", "ApprovalRule", "AuditEntry", "OutboxEntry", "Version", "SecrecyQuestion", "ScheduledAdmission"}
"""Tables of the store that the builder, the releases and the index never read; ``test_reads`` proves it."""

PART = {"store_counter": "WHERE name NOT LIKE 'audit%'"}
"""Where the record of acts counts on, nothing changes in public."""

MOST_ROUNDS = 20


def read_tables() -> list[str]:
    """Return the tables that what is public is made from."""
    models = (model for label in PUBLIC_SIDE for model in apps.get_app_config(label).get_models())
    return sorted(model._meta.db_table for model in models if model.__name__ not in NOT_READ)


@dataclass(frozen=True)
class Standing:
    """``rows`` is a digest of each table the public is made from, ``files`` of each public file."""

    rows: dict[str, str]
    documents: dict[str, str]
    files: dict[str, str]
    hits: dict[str, list[str]]


def standing() -> Standing:
    """Return what is public now."""
    return Standing(
        {table: _rows(table) for table in read_tables()},
        {document.key: f"{document.state} {oracle.digest_of(document)}" for document in Document.objects.all()},
        _files(),
        {word: engine().search(Query(word, "zh-hans", page_size=50)).keys for word in (UNSEEN, "浅草", "远山", "审签")},
    )


def work() -> None:
    """Run the worker's tasks until nothing waits; a failing task fails the test."""
    for _round in range(MOST_ROUNDS):
        if not sum(task() for task in tasks().values()):
            return
    raise AssertionError("the worker never comes to rest")


def unlawful(before: Standing, *, may_publish: bool = False) -> list[str]:
    """Run what the worker would run and return what changed in public without approvals, in words.

    The builder is a function of the tables that it reads. When none of them changed and nothing waits, the files
    cannot change; otherwise every site is really worked, released and built in full, in a copy of the folder.
    """
    if not _waits() and {table: _rows(table) for table in read_tables()} == before.rows:
        return []
    with copied():
        work()
        released = standing()
        for site in Site.objects.all():
            with suppress(Unsettled):  # the registry is not as it was settled: nothing of the site is released
                release_site(site, "tests of the wall")
        after = standing()
    changed = {key for key in before.documents.keys() | after.documents.keys() if _differ(before, after, key)}
    found = [reason for key in sorted(changed) for reason in oracle.objections(key)]
    for kind in ("files", "hits"):
        for state in (released, after):
            was, now = getattr(before, kind), getattr(state, kind)
            names = sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
            if names and not (changed and may_publish):
                found.append(f"{kind} changed: {names[:8]}")
    if changed and not may_publish:
        found.append(f"documents changed: {sorted(changed)}")
    return found


def strange_files() -> list[str]:
    """Return the public pages whose files do not say what the store holds; call it when everything is released."""
    found = []
    for document in Document.objects.select_related("site"):
        root = Path(settings.SUMU_VAR) / "www" / document.site.host / document.site.path
        file = root / document.path
        if not document.is_public:
            found += [f"{document.path} is still there"] if file.exists() else []
        elif escape(document.title) not in file.read_text():
            found.append(f"{document.path} does not say {document.title}")
    return found


def _differ(before: Standing, after: Standing, key: str) -> bool:
    return before.documents.get(key) != after.documents.get(key)


def _waits() -> bool:
    waiting = OutboxEntry.objects.filter(released_at=None) | OutboxEntry.objects.filter(indexed_at=None)
    return waiting.exists() or bool(sum(task() for task in tasks().values()))


def _rows(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" {PART.get(table, "")} ORDER BY 1')
        return hashlib.sha256(repr(cursor.fetchall()).encode()).hexdigest()


def _files() -> dict[str, str]:
    root = Path(settings.SUMU_VAR) / "www"
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


@contextmanager
def undone() -> Iterator[None]:
    """Undo what happens to the rows within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def copied() -> Iterator[None]:
    """Let whatever happens within write to a copy of the folder of all state."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "var"
        shutil.copytree(settings.SUMU_VAR, copy, symlinks=True)
        with override_settings(SUMU_VAR=copy):
            yield
