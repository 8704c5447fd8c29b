"""Acts that only Wagtail's own code performs, noted in the audit trail."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import workflow_cancelled

from cms.pages.keys import key_of
from sites.store import audit

from .queueing import note_decided


@receiver(workflow_cancelled)
def note_recall(sender: Any, instance: WorkflowState, user: Any, **kwargs: Any) -> None:
    """Note that a submission was taken back (撤回送审)."""
    page = instance.content_object
    if page is not None and hasattr(instance, "review_request"):
        note_decided(page)
        site = instance.review_request.site.key
        audit.record(user.get_username() if user else "", "recall submission", key_of(page), site=site)
