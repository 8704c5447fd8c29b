"""The differences that a reviewer is shown: against what is public, and since an earlier stage."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from cms.pages.status import document_of
from sites.store import intact, versions
from sites.store.content import Content

from .differences import Difference, difference
from .models import StageTaskState
from .subject import Subject


@dataclass(frozen=True)
class Comparison:
    """A difference under its heading."""

    heading: str
    difference: Difference


def comparisons_of(subject: Subject, state: WorkflowState) -> list[Comparison]:
    """Return the differences for the content of ``subject``; none for a withdrawal."""
    if subject.content is None:
        return []
    return [_against_public(subject, subject.content), *_since_stages(subject, subject.content, state)]


def _against_public(subject: Subject, content: Content) -> Comparison:
    document = document_of(subject.draft)
    if document is None:
        return Comparison(_("首次公开"), difference(None, content))
    heading = _("和现在公开的内容相比") if document.is_public else _("和撤下前的内容相比")
    return Comparison(heading, difference(intact.content_of(document), content))


def _since_stages(subject: Subject, content: Content, state: WorkflowState) -> list[Comparison]:
    """Return what changed since each stage of this submission that decided on other content, newest first."""
    decided = StageTaskState.objects.filter(
        workflow_state=state, status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
    )
    seen: dict[str, list[str]] = {}
    for one in decided.exclude(digest__in=("", subject.digest)).select_related("task").order_by("-finished_at"):
        act = _("%(stage)s通过") if one.status == TaskState.STATUS_APPROVED else _("%(stage)s退回")
        labels = seen.setdefault(one.digest, [])
        if (label := act % {"stage": one.task.name}) not in labels:
            labels.append(label)
    found = []
    for digest, labels in seen.items():
        try:
            before = versions.read(digest)
        except LookupError:
            continue
        heading = _("%(stages)s之后的改动") % {"stages": "、".join(labels)}
        found.append(Comparison(heading, difference(before, content)))
    return found
