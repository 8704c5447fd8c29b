"""A damaged repository is put aside whole, and its site released anew from the store (发布库修复).

Outputs are a function of the store, so nothing public is lost with a repository; its history is kept where it was put,
and on every mirror. The first release of the new one names the last of the old, so that a mirror may follow.
"""

import logging
import zlib
from pathlib import Path

import pygit2
from django.conf import settings
from django.db import transaction

from sites.git import program
from sites.registry.models import Site
from sites.store import audit, clock, keys, outbox
from sites.store.models import OutboxEntry

from .lock import holding
from .places import repository_path

logger = logging.getLogger(__name__)
SIGNS = (pygit2.GitError, KeyError, TypeError, zlib.error)
"""What reading a damaged repository raises, among other things: a sign to look, not yet a proof."""
CAUSE = "mend"
"""The cause of the outbox entry that asks for the new release."""


def is_sound(repository: Path) -> bool:
    """Return whether git finds every object and reference of the repository whole; one that is not there is sound.

    So is one of which nothing could be found out, because git was ended from outside.
    """
    if not repository.exists():
        return True
    try:
        program.run(repository, "fsck", "--full", "--no-dangling", "--no-progress")
    except program.Failed as reason:
        logger.error("%s: %s", repository, reason)
        return reason.was_ended
    return True


def look_after(site: Site) -> bool:
    """Look through the repository of ``site`` and mend it where it is damaged; return whether it was.

    Releases go on meanwhile; what seems damaged is looked at again while none is under way. A site that is being
    released then is left for another time.
    """
    if is_sound(repository_path(site)):
        return False
    with holding(site, wait=False) as held:
        return held and mend(site)


def mend(site: Site) -> bool:
    """Put the repository of ``site`` aside if it is damaged; return whether it was.

    The next release of the site is a full one into a new repository; it is asked for here. Whoever calls holds the
    site's lock.
    """
    path = repository_path(site)
    if is_sound(path):
        return False
    aside = Path(settings.SUMU_VAR) / "damaged" / f"{site.key}-{clock.now():%Y%m%d%H%M%S%f}.git"
    aside.parent.mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        audit.record("system", "repository put aside", f"site:{site.key}", site=site.key, place=aside.name)
        if not OutboxEntry.objects.filter(site=site, released_at=None, cause=CAUSE).exists():
            outbox.announce(site, CAUSE, {keys.THEME})
        path.rename(aside)
    return True
