"""Wagtail's signals, each sent by hand as a plug-in might: nobody who listens may publish."""

import inspect
from typing import Any

from django.dispatch import Signal
from wagtail import signals

from tests.wall.scene import Scene, shell

NAMES = [name for name, value in inspect.getmembers(signals) if isinstance(value, Signal)]

KNOWN = (
    *("published", "unpublished", "page_published", "page_unpublished", "page_slug_changed"),
    *("pre_page_move", "post_page_move", "copy_for_translation_done", "init_new_page", "pre_validate_delete"),
    *("workflow_approved", "workflow_rejected", "workflow_cancelled", "workflow_submitted"),
    *("task_approved", "task_rejected", "task_submitted", "task_cancelled"),
)


def _instance(s: Scene, name: str) -> Any:
    if name.startswith("workflow_"):
        return s.here.workflow_state
    if name.startswith("task_"):
        return s.here.task_state.specific
    return s.fresh(s.here.draft)


def _sent(name: str) -> None:
    @shell(f"signal:{name}")
    def send(s: Scene) -> bool:
        instance = _instance(s, name)
        places = {"parent_page_before": s.here.column, "parent_page_after": s.here.other_column}
        places |= {"url_path_before": "/a/", "url_path_after": "/b/", "page": instance, "parent": s.here.column}
        getattr(signals, name).send(
            sender=type(instance),
            instance=instance,
            instance_before=instance,
            source_obj=instance,
            target_obj=instance,
            revision=s.here.revision,
            user=s.user,
            **places,
        )
        return True

    send.__name__ = f"send_{name}"


for _name in KNOWN:
    _sent(_name)
