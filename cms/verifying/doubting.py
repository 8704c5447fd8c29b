"""Telling the administrators that the clock is in doubt (时钟存疑)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cms.inbox.notifying import Alarm, notify
from sites.store import plausible

_told = 0


def tell_doubt() -> int:
    """Tell each doubt once in each worker; return 0, nothing waits on it."""
    global _told
    held = plausible.doubt()
    if held is not None and held.entry != _told:
        _told = held.entry
        sentence = _("时钟存疑：定时发布和到期撤下已暂停，请系统管理员核对时间。")
        notify(Alarm("clock", sentence, None, reverse("cms_verifying:clock")), "clock")
    return 0
