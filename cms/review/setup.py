"""The one workflow of the cluster."""

from django.db import transaction
from wagtail.models import Page, Task, Workflow, WorkflowPage, WorkflowTask

from sites.store.models import Approval

from .models import StageTask

ORDER = (Approval.Stage.FIRST, Approval.Stage.SECOND, Approval.Stage.SECRECY, Approval.Stage.SIGN)
"""The order in which the stages are passed: the signature is last, the secrecy review right before it."""

NAME = "审签"
STOCK = "Moderators approval"


@transaction.atomic
def prepare_review() -> Workflow:
    """Make the stages and the workflow on the tree's root, if they are missing; return the workflow."""
    workflow = Workflow.objects.filter(workflow_tasks__task__in=StageTask.objects.all()).distinct().first()
    if workflow is None:
        workflow = Workflow.objects.create(name=NAME)
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
    for position, stage in enumerate(ORDER):
        task = StageTask.objects.filter(stage=stage).first() or StageTask.objects.create(stage=stage, name=stage.label)
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": position})
    _remove_stock()
    return workflow


def the_workflow() -> Workflow:
    """Return the workflow, made when it is missing."""
    workflows = Workflow.objects.active().filter(workflow_tasks__task__stagetask__isnull=False)
    return workflows.first() or prepare_review()


def _remove_stock() -> None:
    """Remove the workflow that Wagtail ships, unless it was ever used: it would publish on one person's word."""
    Workflow.objects.filter(name=STOCK, workflow_states__isnull=True).delete()
    Task.objects.filter(name=STOCK, task_states__isnull=True).delete()
