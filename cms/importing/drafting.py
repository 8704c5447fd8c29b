"""Making a batch out of a file: nothing of it is public until the batch is approved and admitted."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.pages.content import Incomplete
from cms.pages.models import ColumnPage
from sites.registry.models import Site
from sites.store import audit
from sites.store.content import manifest_digest
from sites.store.models import Document

from .checking import check_row
from .mapping import content_for, fields_of, group_of
from .models import REVIEWED, ImportBatch, ImportRow
from .reading import Malformed, Record, Unusable, read
from .review import wait_for_next

CHUNK = 100

Progress = Callable[[int], None]


def find_column(site: Site, slug: str) -> ColumnPage | None:
    """Return the first column of ``site`` with this slug that lists policy documents; None when there is none."""
    container = getattr(site, "page", None)
    if container is None:
        return None
    columns = ColumnPage.objects.descendant_of(container).filter(slug=slug, lists="policies")
    found: ColumnPage | None = columns.select_related("locale").order_by("path").first()
    return found


def make_batch(
    path: Path, column: ColumnPage, submitter: Any = None, *, limit: int = 0, progress: Progress | None = None
) -> ImportBatch:
    """Read the file at ``path`` into a batch of drafts for ``column`` and return it, ready for review.

    ``limit`` stops after so many usable lines, 0 reads all; ``progress`` gets the number of lines read so far.
    A batch left in the state of reading by a crash is never reviewed.
    """
    batch = ImportBatch.objects.create(file_name=path.name[:200], site=column.site, column=column, submitter=submitter)
    lines = usable = 0
    for chunk in _chunks(read(path)):
        if limit:
            chunk = list(_until(chunk, limit - usable))
        rows = [_row(batch, entry) for entry in chunk]
        _compare(rows)
        with transaction.atomic():
            ImportRow.objects.bulk_create(rows)
        lines += len(rows)
        usable += sum(1 for row in rows if row.state != ImportRow.State.MALFORMED)
        if progress:
            progress(lines)
        if limit and usable >= limit:
            break
    _close(batch)
    return batch


def manifest_of(batch: ImportBatch) -> tuple[str, ...]:
    """Return the digests of all rows that the batch's approvals are about."""
    return tuple(batch.rows.filter(state__in=REVIEWED).order_by("line").values_list("digest", flat=True))


@transaction.atomic
def _close(batch: ImportBatch) -> None:
    batch.manifest_digest = manifest_digest(list(manifest_of(batch)))
    batch.state = ImportBatch.State.DRAFT
    batch.save(update_fields=["manifest_digest", "state"])
    person = batch.authors[0] if batch.authors else ""
    audit.record(person, "draft import", batch.key, batch.manifest_digest, file=batch.file_name, site=batch.site.key)
    wait_for_next(batch)


def _chunks(entries: Iterable[Record | Malformed]) -> Iterator[list[Record | Malformed]]:
    iterator = iter(entries)
    while chunk := list(islice(iterator, CHUNK)):
        yield chunk


def _until(chunk: list[Record | Malformed], usable: int) -> Iterator[Record | Malformed]:
    for entry in chunk:
        if usable <= 0:
            return
        usable -= isinstance(entry, Record)
        yield entry


def _row(batch: ImportBatch, entry: Record | Malformed) -> ImportRow:
    row = ImportRow(batch=batch, line=entry.line, state=ImportRow.State.MALFORMED)
    if isinstance(entry, Malformed):
        row.title, row.reason = entry.title, entry.reason[:300]
        return row
    row.title = entry.values["title"].strip()
    try:
        row.content = fields_of(entry.values)
        row.group = group_of(batch.site, str(entry.values["id"]))
        content = content_for(batch.column, row.group, row.content)
    except (Unusable, Incomplete) as reason:
        row.reason, row.content = str(reason)[:300], {}
        return row
    if not content.payload["body"]:
        row.reason, row.content = _("没有正文。"), {}
        return row
    if serious := check_row(row, content):
        row.reason, row.content, row.findings = serious[:300], {}, []
        return row
    row.document_key, row.digest, row.state = content.key, content.digest(), ImportRow.State.NEW
    return row


def _compare(rows: list[ImportRow]) -> None:
    keys = [row.document_key for row in rows if row.document_key]
    held = {document.key: document for document in Document.objects.filter(key__in=keys).defer("payload")}
    for row in rows:
        document = held.get(row.document_key)
        if row.state == ImportRow.State.NEW and document is not None:
            is_same = document.is_public and document.digest == row.digest
            row.state = ImportRow.State.UNCHANGED if is_same else ImportRow.State.CHANGED
