"""Taking back what has come to its end: the hour stands in the approved content itself (到期撤下)."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from . import clock, lifetime, plausible, versions
from .models import Document
from .withdraw import take_back

logger = logging.getLogger(__name__)


def withdraw_due(done: Callable[[Document], object] | None = None) -> int:
    """Take back every public document whose approved end has come; return how many there were.

    The hour is read from the approved version, not from the document's row. While the clock is in doubt nothing ends
    that was not due before (``plausible``). ``done`` is called in the same
    transaction with each document taken back.
    """
    withdrawn = 0
    plausible.watch()
    due = Document.objects.filter(state=Document.State.PUBLIC, expires_at__lte=clock.now())
    if not due.exists():
        return 0
    now = plausible.trusted_now()
    for key in list(due.filter(expires_at__lte=now).values_list("key", flat=True)):
        withdrawn += _withdraw(key, now, done)
    return withdrawn


def _withdraw(key: str, now: datetime, done: Callable[[Document], object] | None) -> int:
    with transaction.atomic():
        document = Document.objects.select_for_update().filter(key=key, state=Document.State.PUBLIC).first()
        if document is None:
            return 0
        try:
            ends = lifetime.expire_at(versions.read(document.digest))
        except LookupError as error:
            logger.error("cannot tell when %s ends: %s", key, error)
            return 0
        if ends is None or ends > now:
            return 0
        take_back(document, person="system", act="expire", named=document.digest, reason="")
        if done is not None:
            done(document)
        return 1
