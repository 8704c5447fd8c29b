"""How long a log-in lasts (会话): idle time, absolute length, and how many an account may have at once."""

import secrets
from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from sites.store import audit, clock

from .limits import values
from .models import OpenSession
from .origin import client_address

TOKEN = "sumu_session"  # noqa: S105  (the name of a key)
BEAT = timedelta(minutes=1)
"""How often the time of the last request is written down."""

PASSIVE = ("/admin/editing-sessions/",)
"""What an open editor asks for by itself; it does not count as somebody being there."""


def begin(request: HttpRequest, user: Any) -> None:
    """Note a new log-in; where the account has too many, its oldest ends."""
    token = secrets.token_hex(16)
    request.session[TOKEN] = token
    now = clock.now()
    agent = request.META.get("HTTP_USER_AGENT", "")[:200]
    OpenSession.objects.create(
        token=token, user=user, started_at=now, seen_at=now, origin=client_address(request), agent=agent
    )
    limits = values()
    OpenSession.objects.filter(started_at__lt=now - timedelta(hours=limits["session_hours"])).delete()
    mine = OpenSession.objects.filter(user=user).order_by("-started_at", "-pk").values_list("pk", flat=True)
    OpenSession.objects.filter(pk__in=list(mine[limits["sessions_per_account"] :])).delete()


def is_open(request: HttpRequest) -> bool:
    """Return whether the log-in of ``request`` still lasts; somebody who is there keeps it open."""
    held = OpenSession.objects.filter(token=request.session.get(TOKEN, ""), user=request.user.pk).first()
    if held is None:
        return False
    now, limits = clock.now(), values()
    if now - held.started_at > timedelta(hours=limits["session_hours"]):
        return False
    if now - held.seen_at > timedelta(minutes=limits["idle_minutes"]):
        return False
    if now - held.seen_at > BEAT and not request.path.startswith(PASSIVE):
        OpenSession.objects.filter(pk=held.pk).update(seen_at=now)
    return True


def end(request: HttpRequest) -> None:
    """Forget the log-in of ``request``."""
    session = getattr(request, "session", None)
    if session is not None and session.get(TOKEN):
        OpenSession.objects.filter(token=session[TOKEN]).delete()


def end_others(request: HttpRequest) -> None:
    """End every log-in of the person but this one."""
    OpenSession.objects.filter(user=request.user.pk).exclude(token=request.session.get(TOKEN, "")).delete()
    audit.record(request.user.get_username(), "end other sessions", request.user.get_username())


def end_all(user: Any) -> None:
    """End every log-in of ``user``; whoever calls records why."""
    OpenSession.objects.filter(user=user).delete()
