"""Ways through the administration of workflows: in stock Wagtail several of them publish what waits."""

from wagtail.models import GroupApprovalTask, Page, Task, Workflow, WorkflowPage, WorkflowTask

from cms.review import actions
from cms.review.models import StageTask
from cms.review.setup import the_workflow
from tests.wall.scene import Scene, article, door
from tests.wall.town import UNSEEN

EDIT = "wagtailadmin_workflows:edit"


def _tasks(*tasks: Task, deleted: bool = False) -> dict[str, object]:
    held = WorkflowTask.objects.filter(workflow=the_workflow()).order_by("sort_order")
    data: dict[str, object] = {
        "name": "审签",
        "workflow_tasks-TOTAL_FORMS": held.count(),
        "workflow_tasks-INITIAL_FORMS": held.count(),
        "workflow_tasks-MIN_NUM_FORMS": 0,
        "workflow_tasks-MAX_NUM_FORMS": 1000,
        "pages-TOTAL_FORMS": 0,
        "pages-INITIAL_FORMS": 0,
        "pages-MIN_NUM_FORMS": 0,
        "pages-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(held):
        before = f"workflow_tasks-{number}"
        data |= {f"{before}-task": row.task_id, f"{before}-id": row.pk, f"{before}-ORDER": number}
        if row.task.specific in tasks:
            data[f"{before}-DELETE"] = "on"
    return data


@door("wagtailadmin_workflows:disable_task")
def disable_the_stage_that_a_page_waits_at(s: Scene) -> bool:
    s.post("wagtailadmin_workflows:disable_task", StageTask.objects.get(stage="sign").pk)
    return s.answer.status_code == 302


@door("wagtailadmin_workflows:disable_task", "wagtailadmin_workflows:enable_task")
def disable_every_stage(s: Scene) -> bool:
    for task in StageTask.objects.all():
        s.post("wagtailadmin_workflows:disable_task", task.pk)
    for task in StageTask.objects.all():
        s.post("wagtailadmin_workflows:enable_task", task.pk)
    return s.answer.status_code == 302


@door("wagtailadmin_workflows:disable", "wagtailadmin_workflows:enable")
def disable_the_workflow(s: Scene) -> bool:
    s.post("wagtailadmin_workflows:disable", the_workflow().pk)
    s.post("wagtailadmin_workflows:enable", the_workflow().pk)
    return s.answer.status_code == 302


@door(EDIT)
def remove_the_last_stage_while_a_page_waits(s: Scene) -> bool:
    s.post(EDIT, the_workflow().pk, data=_tasks(StageTask.objects.get(stage="sign")))
    is_gone = not WorkflowTask.objects.filter(task__stagetask__stage="sign").exists()
    state = s.task_state(s.here.half)
    s.post("wagtailadmin_pages:workflow_action", s.here.half.pk, "approve", state.pk, comment="同意")
    return is_gone


@door(EDIT)
def submit_to_a_workflow_without_stages(s: Scene) -> bool:
    s.post(EDIT, the_workflow().pk, data=_tasks(*StageTask.objects.all()))
    is_empty = not WorkflowTask.objects.filter(workflow__active=True).exists()
    s.post("wagtailadmin_pages:edit", s.here.draft.pk, data=article(), **{"action-submit": "1"})
    return is_empty


@door("wagtailadmin_workflows:add")
def lead_a_column_to_a_workflow_of_ones_own(s: Scene) -> bool:
    data = {**_tasks(), "name": UNSEEN, "workflow_tasks-TOTAL_FORMS": 0, "workflow_tasks-INITIAL_FORMS": 0}
    data |= {"pages-TOTAL_FORMS": 1, "pages-0-page": s.here.column.pk}
    s.post("wagtailadmin_workflows:add", data=data)
    made = Workflow.objects.filter(name=UNSEEN).exists()
    s.post("wagtailadmin_pages:edit", s.here.draft.pk, data=article(), **{"action-submit": "1"})
    return made


@door("wagtailadmin_workflows:add_task", "wagtailadmin_workflows:task_chooser_create")
def add_a_stage_that_a_group_decides(s: Scene) -> bool:
    """Wagtail's own task lets every superuser pass it."""
    group = s.here.group.pk
    s.post("wagtailadmin_workflows:add_task", "wagtailcore", "groupapprovaltask", name=UNSEEN, groups=group)
    task = GroupApprovalTask.objects.filter(name=UNSEEN).first()
    if task is None:
        return False
    workflow = Workflow.objects.create(name=UNSEEN)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.update_or_create(page=s.here.column, defaults={"workflow": workflow})
    s.post("wagtailadmin_pages:edit", s.here.draft.pk, data=article(), **{"action-submit": "1"})
    state = s.fresh(s.here.draft).current_workflow_task_state
    if state is not None:
        s.post("wagtailadmin_pages:workflow_action", s.here.draft.pk, "approve", state.pk, comment="同意")
    s.post("wagtailadmin_workflows:task_chooser_create", name=f"{UNSEEN}二")
    return True


@door("wagtailadmin_workflows:edit_task")
def make_the_signature_another_stage(s: Scene) -> bool:
    task = StageTask.objects.get(stage="sign")
    s.post("wagtailadmin_workflows:edit_task", task.pk, name=UNSEEN, stage="first")
    return s.answer.status_code == 302 and StageTask.objects.filter(stage="sign", name=task.name).exists()


@door("wagtailadmin_workflows:remove")
def take_the_workflow_from_the_tree(s: Scene) -> bool:
    s.post("wagtailadmin_workflows:remove", Page.get_first_root_node().pk)
    s.post("wagtailadmin_workflows:remove", Page.get_first_root_node().pk, the_workflow().pk)
    is_gone = not WorkflowPage.objects.exists()
    s.post("wagtailadmin_pages:edit", s.here.draft.pk, data=article(), **{"action-submit": "1"})
    return is_gone and actions.current_state(s.here.draft) is None
