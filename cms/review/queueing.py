"""The inbox's card of what waits here: written when a stage begins, taken away when it ends."""

from django.urls import reverse
from wagtail.models import Page

from cms.checks.decisions import undecided
from cms.inbox.items import close_items, open_item

from .models import StageTaskState
from .subject import Subject
from .turn import passers_of

SOURCE = "page"


def note_waiting(state: StageTaskState, subject: Subject) -> None:
    """Note that ``subject`` waits at the stage of ``state``, and for whom not."""
    excluded = set(subject.authors) | passers_of(state)
    for stage, approval in subject.passed().items():
        if stage != state.task.stagetask.stage:
            excluded |= {approval.person, approval.on_behalf_of}
    open_item(
        source=SOURCE,
        reference=str(subject.draft.pk),
        site=subject.site,
        stage=state.task.stagetask.stage,
        title=subject.title,
        language=subject.draft.locale.language_code,
        url=reverse("cms_review:review", args=[subject.draft.pk]),
        excluded=excluded,
        task_state=state,
        kind=subject.draft.kind,
        action=subject.action,
        findings=len(undecided(subject.request.reference, subject.findings)) if subject.findings else 0,
    )


def note_decided(page: Page) -> None:
    """Note that nothing of ``page`` waits any longer."""
    close_items(SOURCE, str(page.pk))
