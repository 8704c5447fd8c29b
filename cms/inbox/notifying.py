"""Telling people outside the inbox: here an office attaches mail, short messages or its office system."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.module_loading import import_string

from sites.registry.models import Site

from .models import WaitingItem

logger = logging.getLogger("sumu.inbox")
Occasion = Literal["remind", "escalate", "build", "clock"]


@dataclass(frozen=True)
class Alarm:
    """What administrators should know at once: ``title`` says it, ``url`` is where it is shown."""

    subject: str
    title: str
    site: Site | None
    url: str


Notifier = Callable[[WaitingItem | Alarm, Occasion], None]


def notify(item: WaitingItem | Alarm, occasion: Occasion) -> None:
    """Tell whoever should know that ``item`` is nearly due or overdue, or that something is wrong (``Alarm``).

    No mail server is assumed: without the setting ``SUMU_NOTIFIER`` the inbox alone tells. The setting names a function
    of the same shape. The worker calls it once the occasion is noted; when it fails, that is logged, not repeated.
    """
    name = getattr(settings, "SUMU_NOTIFIER", "")
    if not name:
        return
    try:
        notifier: Notifier = import_string(name)
        notifier(item, occasion)
    except Exception:
        logger.exception("notifier failed: %s of %s", occasion, item.subject)
