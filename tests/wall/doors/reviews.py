"""Ways through the review chain and around it, on one page."""

import json

from cms.review import actions
from tests.wall.scene import Scene, article, door

EDIT = "wagtailadmin_pages:edit"
ACT = "wagtailadmin_pages:workflow_action"
COLLECT = "wagtailadmin_pages:collect_workflow_action_data"
FORGED = json.dumps({"comment": "同意", "force": True, "stage": "sign", "user": 1})


@door(EDIT)
def submit(s: Scene) -> bool:
    s.post(EDIT, s.here.draft.pk, data=article(), **{"action-submit": "1"})
    return s.waits(s.here.draft)


@door(EDIT, who=("root", "editor", "first", "sign"))
def approve_in_the_editor_with_forged_data(s: Scene) -> bool:
    data = article(**{"workflow-action-name": "approve", "workflow-action-extra-data": FORGED})
    s.post(EDIT, s.here.half.pk, data=data, **{"action-workflow-action": "1"})
    return s.waits(s.here.half)


@door(EDIT)
def restart_the_review(s: Scene) -> bool:
    s.post(EDIT, s.here.half.pk, data=article(), **{"action-restart-workflow": "1"})
    return s.waits(s.here.half)


@door(EDIT, who=("editor", "root", "first"))
def recall_the_submission(s: Scene) -> bool:
    s.post(EDIT, s.here.half.pk, data=article(), **{"action-cancel-workflow": "1"})
    return actions.current_state(s.here.half) is None


@door(ACT, who=("root", "editor", "first"))
def approve_for_the_signer(s: Scene) -> bool:
    state = s.task_state(s.here.half)
    s.post(ACT, s.here.half.pk, "approve", state.pk, comment="同意", **{"workflow-action-extra-data": FORGED})
    return s.waits(s.here.half)


@door(ACT, who=("sign", "root"))
def sign_what_the_first_stage_has_not_seen(s: Scene) -> bool:
    state = s.task_state(s.here.waiting)
    s.post(ACT, s.here.waiting.pk, "approve", state.pk, comment="同意")
    return s.waits(s.here.waiting)


@door(ACT, who=("sign", "root"))
def return_it(s: Scene) -> bool:
    state = s.task_state(s.here.half)
    s.post(ACT, s.here.half.pk, "reject", state.pk, comment="退回")
    return s.answer.status_code in (200, 302)


@door(COLLECT)
def collect_the_form_of_another(s: Scene) -> bool:
    state = s.task_state(s.here.half)
    s.post(COLLECT, s.here.half.pk, "approve", state.pk, comment="同意")
    return s.waits(s.here.half)


@door("wagtailadmin_pages:confirm_workflow_cancellation")
def confirm_a_recall(s: Scene) -> bool:
    s.post("wagtailadmin_pages:confirm_workflow_cancellation", s.here.half.pk)
    return s.answer.status_code == 200


@door("cms_review:withdraw")
def ask_for_a_withdrawal(s: Scene) -> bool:
    s.post("cms_review:withdraw", s.here.neighbour.pk, reason="测试")
    return s.waits(s.here.neighbour)


@door("cms_review:review", who=("root", "editor", "first"))
def decide_out_of_turn(s: Scene) -> bool:
    s.fill("cms_review:review", s.here.half.pk)
    s.post("cms_review:review", s.here.half.pk, **{"decision": "pass", "pass-comment": "同意"})
    return s.waits(s.here.half)


@door("cms_review:review", who=("sign",))
def sign_other_bytes_than_shown(s: Scene) -> bool:
    data = {"decision": "pass", "pass-comment": "同意", "digest": "0" * 64}
    s.post("cms_review:review", s.here.half.pk, data=data)
    return s.waits(s.here.half)
