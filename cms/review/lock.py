"""The lock on what is under review: it holds for everybody."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock


class ReviewLock(WorkflowLock):
    """Says in plain words why the editor is read-only."""

    def get_message(self, user: Any) -> str:
        """Return the message above the editor."""
        return _("正在审签（%(stage)s），内容已锁定；要修改请先“撤回送审”。") % {"stage": self.task.name}

    def get_locked_by(self, user: Any, can_lock: bool = False) -> str:
        """Return who holds the lock."""
        return _("审签中锁定")

    def get_description(self, user: Any, can_lock: bool = False) -> str:
        """Return what the lock means."""
        return _("审签期间谁都不能修改，包括系统管理员。")
