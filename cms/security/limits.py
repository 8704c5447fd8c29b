"""The numbers of the security rules: what they are called, how far they may be moved, what they are now."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from .models import Limit


@dataclass(frozen=True)
class Bounds:
    """What one number is, and between which values it may lie."""

    code: str
    label: object
    unit: object
    least: int
    most: int
    default: int


ALL = (
    Bounds("password_length", gettext_lazy("密码最短长度"), gettext_lazy("个字符"), 10, 64, 12),
    Bounds(
        "password_classes", gettext_lazy("密码须含的字符种类（大写、小写、数字、符号）"), gettext_lazy("种"), 2, 4, 3
    ),
    Bounds("password_history", gettext_lazy("不得与最近用过的密码相同"), gettext_lazy("个"), 3, 24, 5),
    Bounds("password_days", gettext_lazy("密码有效期"), gettext_lazy("天"), 1, 365, 90),
    Bounds("account_failures", gettext_lazy("同一账号登录失败多少次后锁定"), gettext_lazy("次"), 3, 10, 5),
    Bounds("address_failures", gettext_lazy("同一地址登录失败多少次后锁定"), gettext_lazy("次"), 5, 100, 30),
    Bounds("lock_minutes", gettext_lazy("锁定时长"), gettext_lazy("分钟"), 10, 1440, 30),
    Bounds("idle_minutes", gettext_lazy("无操作多久后须重新登录"), gettext_lazy("分钟"), 5, 120, 60),
    Bounds("session_hours", gettext_lazy("一次登录最长时间"), gettext_lazy("小时"), 1, 24, 12),
    Bounds("sessions_per_account", gettext_lazy("同一账号同时登录的处数"), gettext_lazy("处"), 1, 5, 3),
)
BY_CODE = {bounds.code: bounds for bounds in ALL}


def value(code: str) -> int:
    """Return the number in force, always within its bounds. Raises ``KeyError`` for an unknown code."""
    return values()[code]


def values() -> dict[str, int]:
    """Return every number in force; what the table lacks has its default."""
    held = dict(Limit.objects.values_list("code", "value"))
    return {each.code: min(max(held.get(each.code, each.default), each.least), each.most) for each in ALL}
