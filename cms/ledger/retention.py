"""How long logs are kept (日志留存): at least 400 days, and the ledger for ever.

《互联网政务应用安全管理规定》第二十条：应用访问、数据库操作等日志留存不少于一年；《中华人民共和国网络安全法》第二十三条：不少于六个月。
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import transaction
from django.db.models import QuerySet

from sites.store import audit, clock

LEAST_DAYS = 400

PRUNED = {
    "页面日志": ("wagtailcore.PageLogEntry", "timestamp"),
    "其他对象日志": ("wagtailcore.ModelLogEntry", "timestamp"),
    "登录记录": ("axes.AccessLog", "attempt_time"),
    "登录失败记录": ("axes.AccessFailureLog", "attempt_time"),
    "登录尝试记录": ("axes.AccessAttempt", "attempt_time"),
    "校验记录": ("ledger.Verification", "started_at"),
}
"""What may go after its time, by name: the model, and the field that says when it was written."""


@register()
def check_retention(**kwargs: Any) -> list[CheckMessage]:
    """Refuse to start with logs kept for less than ``LEAST_DAYS``."""
    days = settings.SUMU_RETENTION_DAYS
    if isinstance(days, int) and days >= LEAST_DAYS:
        return []
    return [
        Error(
            f"SUMU_RETENTION_DAYS 为 {days}：日志至少须留存 {LEAST_DAYS} 天，不能设得更短。"
            f" / Logs must be kept for at least {LEAST_DAYS} days.",
            id="ledger.E001",
        )
    ]


def prunable() -> Iterator[tuple[str, QuerySet[Any]]]:
    """Yield what has been kept long enough to go, with its name. The ledger is never among it."""
    ended = clock.now() - timedelta(days=max(settings.SUMU_RETENTION_DAYS, LEAST_DAYS))
    for name, (label, moment) in PRUNED.items():
        yield name, apps.get_model(label)._default_manager.filter(**{f"{moment}__lt": ended})


@transaction.atomic
def prune(person: str) -> dict[str, int]:
    """Delete what has been kept long enough; return how many rows of each went. The act is an entry of the ledger."""
    gone = {name: found.delete()[0] for name, found in prunable()}
    if any(gone.values()):
        said = "、".join(f"{name} {count} 条" for name, count in gone.items() if count)
        audit.record(person, "prune logs", said[:150], days=settings.SUMU_RETENTION_DAYS)
    return gone
