"""Making an approved batch public, row by row, in small transactions: a crash loses nothing and repeats nothing."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.pages.content import Incomplete, content_of
from cms.pages.keys import key_of
from cms.pages.models import ColumnPage, PolicyPage
from sites.store import approvals, audit
from sites.store.admit import Refused, admit
from sites.store.content import Manifest
from sites.store.models import Approval
from sites.store.relist import relist

from .drafting import manifest_of
from .inserting import first_free_path, insert_pages
from .mapping import fill, new_page
from .models import WANTED, ImportBatch, ImportRow
from .review import KIND

CHUNK = 50
READY = (ImportBatch.State.APPROVED, ImportBatch.State.ADMITTING)


def admit_approved(progress: Callable[[int, int], None] | None = None) -> int:
    """Admit every batch that has its approvals; return how many documents became public."""
    return sum(admit_batch(batch, progress) for batch in ImportBatch.objects.filter(state__in=READY).order_by("id"))


def admit_batch(batch: ImportBatch, progress: Callable[[int, int], None] | None = None) -> int:
    """Make the rows of ``batch`` pages and public documents; return how many there were this time.

    Goes on where an earlier call stopped. ``progress`` gets what is done and the total. A row that the store refuses
    keeps its reason and stops no other. Raises ``approvals.NotApproved`` while approvals lack.
    """
    batch = ImportBatch.objects.select_related("site", "submitter", "column__locale").get(pk=batch.pk)
    manifest = Manifest(manifest_of(batch))
    given = _demand_approvals(batch)
    person = given[-1].person
    _enter(batch)
    waiting = list(batch.rows.filter(state__in=WANTED).order_by("line").values_list("pk", flat=True))
    admitted = 0
    with disable_reference_index_auto_update():
        for start in range(0, len(waiting), CHUNK):
            admitted += _admit_rows(batch, waiting[start : start + CHUNK], manifest, person)
            if progress:
                progress(min(start + CHUNK, len(waiting)), len(waiting))
    _leave(batch, person)
    return admitted


def _demand_approvals(batch: ImportBatch) -> list[Approval]:
    if batch.state not in READY:
        raise approvals.NotApproved(_("这一批尚未通过审签，不能公开。"))
    given = approvals.demand(
        action=Approval.Action.IMPORT,
        site=batch.site,
        kind=KIND,
        subject=batch.key,
        digest=batch.manifest_digest,
        authors=batch.authors,
    )
    return sorted(given, key=lambda approval: approval.id)


@transaction.atomic
def _enter(batch: ImportBatch) -> None:
    batch.state = ImportBatch.State.ADMITTING
    batch.save(update_fields=["state"])


@transaction.atomic
def _leave(batch: ImportBatch, person: str) -> None:
    if batch.rows.filter(state=ImportRow.State.ADMITTED).exists():
        relist(key_of(batch.column), person=person)
    batch.state = ImportBatch.State.DONE
    batch.save(update_fields=["state"])
    refused = batch.rows.filter(state=ImportRow.State.REFUSED).count()
    audit.record(person, "import", batch.key, batch.manifest_digest, refused=refused, site=batch.site.key)


@transaction.atomic
def _admit_rows(batch: ImportBatch, pks: list[int], manifest: Manifest, person: str) -> int:
    column = ColumnPage.objects.select_for_update(of=("self",)).select_related("locale").get(pk=batch.column_id)
    rows = list(batch.rows.filter(pk__in=pks).order_by("line"))
    held = {page.translation_key: page for page in _pages_of(column, rows)}
    path = first_free_path(column)
    made: list[PolicyPage] = []
    for row in rows:
        page = held.get(UUID(row.group))
        try:
            with transaction.atomic():
                saved = _renew(page, column, row, batch) if page else _new(column, row, path)
                admit(content_of(saved), person=person, authors=batch.authors, batch=batch.key, manifest=manifest)
        except (Refused, Incomplete, approvals.NotApproved) as reason:
            row.state, row.reason = ImportRow.State.REFUSED, str(reason)[:300]
            continue
        row.state = ImportRow.State.ADMITTED
        if page is None:
            saved.owner = batch.submitter
            made.append(saved)
            path = saved._inc_path()
    insert_pages(column, made)
    ImportRow.objects.bulk_update(rows, ["state", "reason"])
    return sum(1 for row in rows if row.state == ImportRow.State.ADMITTED)


def _new(column: ColumnPage, row: ImportRow, path: str) -> PolicyPage:
    page = new_page(column, row.group, row.content, path)
    page.site = column.site  # looked up once for all rows
    return page


def _pages_of(column: ColumnPage, rows: list[ImportRow]) -> list[PolicyPage]:
    keys = [UUID(row.group) for row in rows]
    return list(PolicyPage.objects.filter(translation_key__in=keys, locale=column.locale).select_related("locale"))


def _renew(page: PolicyPage, column: ColumnPage, row: ImportRow, batch: ImportBatch) -> PolicyPage:
    """Give a page that is there the new content, as a revision too, so that its editor sees it."""
    if page.workflow_in_progress:
        raise Refused(_("该文件的页面正在审签，未更新。"))
    if not page.is_child_of(column):
        raise Refused(_("该文件的页面在另一栏目，未更新。"))
    fill(page, row.group, row.content)
    page.live = True
    page.save(clean=False)
    page.save_revision(user=batch.submitter, clean=False)
    return page
