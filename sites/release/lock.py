"""One release of a site at a time, on every machine; different sites go on side by side.

Within a machine, or a shared file system that knows locks, the operating system holds a lock on a file. On PostgreSQL
a lock of the session's own excludes the other machines. Both end with the process that holds them, however it ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import Error, connection, transaction
from django.utils.translation import gettext as _

from sites.registry.models import Site

SITE, PLANNING = 0x53756D75, 0x73756D75
"""The first numbers of our locks on PostgreSQL, so that those of other programs in the same database are others."""


class Lost(Exception):
    """Raised when the lock of a site is not held any more, because the connection to the database was lost."""


@contextmanager
def holding(site: Site, *, wait: bool) -> Iterator[bool]:
    """Hold the lock of ``site``; yield whether it is held.

    With ``wait`` the call waits for whoever holds it, otherwise it yields ``False`` at once.
    """
    folder = Path(settings.SUMU_VAR) / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{site.key}.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        if not _is_shared():
            yield True
            return
        if not _take(site, wait=wait):
            yield False
            return
        try:
            yield True
        finally:
            _give_back(site)


def demand_held(site: Site) -> None:
    """Return if this connection still holds the lock of ``site``. Raises ``Lost`` otherwise."""
    if not _is_shared():
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND granted"
                " AND classid = %s AND objid = %s",
                [SITE, site.pk],
            )
            held = cursor.fetchone() is not None
    except Error as error:
        raise Lost(_("与数据库的连接中断，本次发布作废，稍后自动重试。")) from error
    if not held:
        raise Lost(_("与数据库的连接中断，本次发布作废，稍后自动重试。"))


@contextmanager
def planning() -> Iterator[None]:
    """Plan alone in the whole cluster, in one transaction.

    What others committed before is seen by every query inside. On SQLite the one who writes is alone already.
    """
    with transaction.atomic(savepoint=False):
        if _is_shared():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s, 0)", [PLANNING])
        yield


def _is_shared() -> bool:
    return connection.vendor == "postgresql"


def _take(site: Site, *, wait: bool) -> bool:
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [SITE, site.pk])
            return True
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [SITE, site.pk])
        return bool(cursor.fetchone()[0])


def _give_back(site: Site) -> None:
    """Free the lock; with a lost connection it is free already, and the next use makes a new connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [SITE, site.pk])
    except Error:
        connection.close()
