"""From when until when content asks to be public (定时发布、到期撤下): parts of the payload, so approvals name them."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .content import LISTED_KINDS, Content

PUBLISH_AT, EXPIRE_AT = "publish_at", "expire_at"
"""The payload's keys; their values are ISO 8601, in Beijing time where they name no offset."""


class Refused(Exception):
    """Raised when content cannot become public for another reason than its approvals."""


def has_hours(content: Content) -> bool:
    """Return whether ``content`` names an hour from or until which it is public."""
    return bool(content.payload.get(PUBLISH_AT) or content.payload.get(EXPIRE_AT))


def publish_at(content: Content) -> datetime | None:
    """Return the hour from which ``content`` may be public, None for at once. Raises ``Refused`` for nonsense."""
    return _moment(content, PUBLISH_AT)


def expire_at(content: Content) -> datetime | None:
    """Return the hour at which ``content`` ends, None for never. Raises ``Refused`` for nonsense."""
    return _moment(content, EXPIRE_AT)


def demand(content: Content, now: datetime) -> None:
    """Raise ``Refused`` unless ``content`` may be public at ``now``."""
    begins, ends = publish_at(content), expire_at(content)
    if ends is not None and content.kind not in LISTED_KINDS:
        raise Refused(_("首页和栏目不能设置到期时间。"))
    if ends is not None and ends <= now:
        raise Refused(_("到期时间已过，不能公开。"))
    if begins is not None and begins > now:
        raise Refused(_("还没有到定时发布的时间。"))
    if begins is not None and ends is not None and ends <= begins:
        raise Refused(_("到期时间须晚于发布时间。"))


def _moment(content: Content, key: str) -> datetime | None:
    given = content.payload.get(key)
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except (TypeError, ValueError):
        raise Refused(_("时间看不懂：%(given)s。") % {"given": given}) from None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment, timezone.get_default_timezone())
