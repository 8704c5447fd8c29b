"""Items end with Wagtail's states, through whatever door those end."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_approved,
    task_cancelled,
    task_rejected,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from .models import WaitingItem


@receiver([task_approved, task_rejected, task_cancelled])
def close_with_stage(sender: Any, instance: TaskState, **kwargs: Any) -> None:
    """Close the item of a stage that ended; the item of the stage after it has another state."""
    WaitingItem.objects.filter(task_state=instance.pk).delete()


@receiver([workflow_approved, workflow_rejected, workflow_cancelled])
def close_with_workflow(sender: Any, instance: WorkflowState, **kwargs: Any) -> None:
    """Close what is left of a workflow that ended."""
    WaitingItem.objects.filter(task_state__workflow_state=instance.pk).delete()
