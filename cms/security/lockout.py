"""Lock-out after failed log-ins (登录失败锁定): django-axes, with a limit for accounts and another for addresses."""

from datetime import timedelta
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sites.store import audit, clock

from .limits import value, values
from .origin import client_address

UNKNOWN = "unknown account"
"""What the audit trail calls a name that no account has: people type their password there by mistake."""


class Backend(AxesStandaloneBackend):
    """Refuses locked accounts and addresses. Code on the server, which has no request, is not what it watches."""

    def authenticate(self, request: HttpRequest | None, username: Any = None, password: Any = None, **more: Any) -> Any:
        """Raise ``PermissionDenied`` for who is locked; leave everybody else to the next backend."""
        return None if request is None else super().authenticate(request, username, password, **more)


class Handler(AxesDatabaseHandler):
    """Counts accounts and addresses apart, and writes failures and lock-outs into the audit trail."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Return 1 when the account or the address has failed too often, else 0; axes' own limit is 1."""
        username = get_client_username(request, credentials)
        return int(is_locked(username=username) or is_locked(address=address_of(request)))

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **more: Any
    ) -> None:
        """Count the failure and record it; what comes while locked is neither counted nor recorded."""
        locked = request is not None and bool(self.get_failures(request, credentials))
        super().user_login_failed(sender, credentials, request, **more)
        if request is None or locked:
            return
        name = _known(get_client_username(request, credentials))
        audit.record(name, "log in failed", name)
        if getattr(request, "axes_locked_out", False):
            minutes = value("lock_minutes")
            audit.record(name, "lock out", name, minutes=minutes, address=client_address(request))

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Forget the account's failures after a log-in; those of others from this address still count."""
        deleted, _models = AccessAttempt.objects.filter(username=get_client_username(request, credentials)).delete()
        return int(deleted)


def is_locked(*, username: str | None = None, address: str | None = None) -> bool:
    """Return whether the account with this name, or this address, is locked now."""
    limits = values()
    if username:
        return _failures(_lately(limits).filter(username=username)) >= limits["account_failures"]
    if address:
        return _failures(_lately(limits).filter(ip_address=address)) >= limits["address_failures"]
    return False


def locked_accounts() -> list[str]:
    """Return the names that are locked now, sorted; some may be nobody's."""
    limits = values()
    rows = _lately(limits).order_by().values("username").annotate(failures=Sum("failures_since_start"))
    return sorted(row["username"] for row in rows if row["username"] and row["failures"] >= limits["account_failures"])


def locked_addresses() -> list[str]:
    """Return the addresses that are locked now, sorted."""
    limits = values()
    rows = _lately(limits).order_by().values("ip_address").annotate(failures=Sum("failures_since_start"))
    most = limits["address_failures"]
    return sorted(row["ip_address"] for row in rows if row["ip_address"] and row["failures"] >= most)


def cool_off(request: HttpRequest | None = None) -> timedelta:
    """Return for how long failures count; axes asks."""
    return timedelta(minutes=value("lock_minutes"))


def address_of(request: HttpRequest) -> str | None:
    """Return the client's address; axes asks."""
    return client_address(request) or None


def answer(request: HttpRequest, response: HttpResponse | None = None, credentials: Any = None) -> HttpResponse:
    """Say that log-in is closed for a while; the same for an account that is there and one that is not."""
    return render(request, "cms/security/locked.html", {"minutes": value("lock_minutes")}, status=429)


def _lately(limits: dict[str, int]) -> QuerySet[Any]:
    since = clock.now() - timedelta(minutes=limits["lock_minutes"])
    found: QuerySet[Any] = AccessAttempt.objects.filter(attempt_time__gt=since)
    return found


def _failures(attempts: QuerySet[Any]) -> int:
    return attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0


def _known(username: str | None) -> str:
    found = get_user_model().objects.filter(username=username or "").exists()
    return str(username) if found else UNKNOWN
