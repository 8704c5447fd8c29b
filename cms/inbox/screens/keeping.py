"""What the screens of the security administrator share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..rights import keeps_rules

Screen = Callable[..., HttpResponse]


def for_keepers(screen: Screen) -> Screen:
    """Let only the security administrator in."""

    @wraps(screen)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not keeps_rules(request.user):
            raise PermissionDenied
        return screen(request, *args, **options)

    return guarded


def say_saved(request: HttpRequest, moved: int) -> None:
    """Say that a table was changed, and what it did to what waits."""
    messages.success(
        request, _("已保存。%(moved)d 件待办的到期时间随之变化。") % {"moved": moved} if moved else _("已保存。")
    )
