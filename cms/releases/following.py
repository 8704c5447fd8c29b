"""Wagtail's own tables, made to follow a rollback of the store. Nothing here decides anything."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F
from wagtail.models import Page, Revision, TaskState

from cms.pages.keys import key_of
from cms.pages.models import ColumnPage
from cms.pages.models.base import PublicPage
from cms.review import tree
from cms.review.models import StageTaskState
from sites.store import rollback, versions
from sites.store.models import Approval, Document
from sites.store.rollback_plan import BATCH, batches

from .models import RollbackRequest

logger = logging.getLogger(__name__)
PART = 20
"""How many pages follow in one piece of work."""


def mark_pages(made: rollback.Plan) -> None:
    """Say of the pages of a plan whether they are public, and that their drafts may differ; call it with the act."""
    for step, is_live in ((made.restored, True), (made.taken_back, False)):
        for some in batches(step, BATCH):
            pages = pages_of(one.key for one in some)
            Page.objects.filter(pk__in=pages.values()).update(live=is_live, expired=False, has_unpublished_changes=True)


def pages_of(keys: Iterable[str]) -> dict[str, int]:
    """Return the ids of the pages behind these documents, by key; some documents have none."""
    groups: dict[str, dict[UUID, str]] = defaultdict(dict)
    for key in keys:
        group, _, language = key.partition("-")
        try:
            groups[language][UUID(group)] = key
        except ValueError:
            continue
    found: dict[str, int] = {}
    for language, wanted in groups.items():
        rows = Page.objects.filter(translation_key__in=list(wanted), locale__language_code=language)
        found |= {wanted[group]: pk for pk, group in rows.values_list("pk", "translation_key")}
    return found


def follow_next() -> int:
    """Let the next pages of a finished rollback show the content that is public again; return how many it were."""
    request = (
        RollbackRequest.objects.filter(state=RollbackRequest.State.DONE, followed__lt=F("restored"))
        .order_by("id")
        .first()
    )
    if request is None:
        return 0
    made = request.steps()
    some = made.restored[request.followed : request.followed + PART]
    ids = pages_of(step.key for step in some)
    for step in some:
        if step.key in ids:
            _follow(ids[step.key], step)
    RollbackRequest.objects.filter(pk=request.pk).update(followed=request.followed + len(some))
    return len(some)


def _follow(pk: int, step: rollback.Step) -> None:
    try:
        with transaction.atomic():
            page = Page.objects.get(pk=pk).specific
            shown = Document.objects.filter(key=step.key, state=Document.State.PUBLIC, digest=step.then)
            if not shown.exists():
                return  # another decision came since
            if isinstance(page, PublicPage) and key_of(page) == step.key:
                _show(page, step)
    except Exception:  # one page's failure stays its own; its document is public all the same
        logger.exception("the page of %s cannot follow the rollback", step.key)


def _show(page: PublicPage, step: rollback.Step) -> None:
    """Make the draft that was passed as the restored content the newest one, unless its editor wrote on since."""
    passed = _passed(page)
    earlier = next((revision for digest, revision in passed if digest == step.then), None)
    if earlier is None or page.workflow_in_progress:
        return
    _put_back(page, versions.read(step.then).column)
    if page.latest_revision_id not in {revision.pk for _digest, revision in passed}:
        return
    page = type(page).objects.get(pk=page.pk)
    earlier.content_object = page
    revision = earlier.as_object().save_revision(previous_revision=earlier, clean=False)
    tree.publish(revision.as_object(), revision, None)


def _passed(page: PublicPage) -> list[tuple[str, Revision]]:
    """Return the drafts of ``page`` that were passed for publication, newest first, with what they were passed as."""
    states = StageTaskState.objects.filter(
        status=TaskState.STATUS_APPROVED,
        workflow_state__object_id=str(page.pk),
        workflow_state__review_request__action=Approval.Action.PUBLISH,
    )
    return [(state.digest, state.revision) for state in states.select_related("revision").order_by("-pk")]


def _put_back(page: PublicPage, column: str) -> None:
    """Let ``page`` stand below the page of the column with this key, where it does not."""
    found = pages_of([column]).get(column) if column else None
    target = ColumnPage.objects.filter(pk=found).first() if found else None
    if target is not None and not page.is_child_of(target) and not target.is_descendant_of(page) and target != page:
        tree.move(page, target, None)
