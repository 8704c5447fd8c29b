"""Bringing real documents into the sample cluster, through the same door as any import."""

from collections.abc import Callable
from pathlib import Path

from django.core.management.base import CommandError

from cms.accounts.models import Role
from cms.importing.admitting import admit_batch
from cms.importing.drafting import find_column, make_batch
from cms.importing.models import ImportBatch, ImportRow
from cms.importing.review import approve_batch
from cms.review.accepting import EVERY_FINDING
from cms.sample.accounts import holder
from sites.registry.models import Site
from sites.store import secrecy

SITE = "portal"
COLUMN = "zcwj"
FILES = ("policy-docs.jsonl.gz", "regulations.jsonl.gz")
WANTED = 2500
"""How many real documents the cluster is to hold."""


def load_real(folder: Path, say: Callable[[str], object]) -> int:
    """Import documents from ``folder``/documents until the portal holds ``WANTED``; return how many came in.

    The sample's editor submits each batch, its first reviewer and its signer approve it, recorded as such. Run
    again, it finishes what was interrupted and imports nothing twice.
    """
    column = find_column(Site.objects.get(key=SITE), COLUMN)
    if column is None:
        raise CommandError(f"样例集群没有栏目 {COLUMN}。")
    admitted = 0
    for batch in ImportBatch.objects.exclude(state__in=(ImportBatch.State.DONE, ImportBatch.State.RETURNED)):
        admitted += _carry_through(batch, say)
    for name in FILES:
        held = ImportRow.objects.filter(batch__site=column.site, state=ImportRow.State.ADMITTED).count()
        path = folder / "documents" / name
        if held >= WANTED or not path.is_file():
            continue
        say(f"    {name}")
        batch = make_batch(path, column, holder(SITE, Role.EDITOR), limit=WANTED - held, progress=_reading(say))
        _say_malformed(batch, say)
        admitted += _carry_through(batch, say)
    return admitted


def _reading(say: Callable[[str], object]) -> Callable[[int], None]:
    def progress(lines: int) -> None:
        if lines % 500 == 0:
            say(f"    已读 {lines} 行")

    return progress


def _carry_through(batch: ImportBatch, say: Callable[[str], object]) -> int:
    batch.refresh_from_db()
    for role in (Role.FIRST, Role.SIGN):
        if batch.state in (ImportBatch.State.DRAFT, ImportBatch.State.FIRST_APPROVED):
            person = holder(SITE, role)
            form = secrecy.all_clear(person.get_username()) if role == Role.SIGN else None
            approve_batch(batch, person, note="样例：批量导入", form=form, decisions=EVERY_FINDING)
            batch.refresh_from_db()

    def progress(done: int, total: int) -> None:
        if done % 500 == 0 or done == total:
            say(f"    已公开 {done}/{total}")

    return admit_batch(batch, progress)


def _say_malformed(batch: ImportBatch, say: Callable[[str], object]) -> None:
    malformed = batch.rows.filter(state=ImportRow.State.MALFORMED)
    for row in malformed[:10]:
        say(f"    第 {row.line} 行：{row.reason} {row.title}")
    if (count := malformed.count()) > 10:
        say(f"    ……共 {count} 行不可用")
