"""Housekeeping (存储清理): repositories repacked, what nothing needs any more set aside; one entry of the ledger."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from sites.git import program
from sites.git.repacking import repack, state_of
from sites.registry.models import Site
from sites.release import lock
from sites.release.places import repository_path
from sites.store import audit

from . import pruning
from .pruning import Found

logger = logging.getLogger("sumu.storage")
ACT = "housekeeping"
"""How the ledger calls it."""


@dataclass
class Kept:
    """What housekeeping did: bytes before and after of each repacked site, what went, what came back, what failed."""

    repacked: dict[str, tuple[int, int]] = field(default_factory=dict)
    aside: list[Found] = field(default_factory=list)
    removed: list[Found] = field(default_factory=list)
    back: list[Path] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def would_do() -> Kept:
    """Return what ``housekeep`` would do, doing nothing; repositories are told with their present bytes twice."""
    due = {site.key: state for site in _sites() if (state := state_of(repository_path(site))).is_due()}
    sizes = {key: (state.size, state.size) for key, state in due.items()}
    return Kept(repacked=sizes, aside=list(pruning.prunable()), removed=pruning.overdue())


def housekeep(person: str) -> Kept | None:
    """Repack what is due, set aside what nothing names, remove what lay aside long enough; return what was done.

    None while another process is at it. One site's failure does not stop the others.
    """
    with _alone() as held:
        if not held:
            return None
        done = Kept(back=pruning.take_back(), aside=list(pruning.prunable()), removed=pruning.overdue())
        _record(person, done)
        pruning.set_aside(done.aside)
        pruning.remove(done.removed)
        for site in _sites():
            _repack(site, done)
    return done


@transaction.atomic
def _record(person: str, done: Kept) -> None:
    """Note in the ledger what goes, before it does."""
    said = f"移出 {len(done.aside)} 个，删除 {len(done.removed)} 个，恢复 {len(done.back)} 个"
    aside, removed = [each.path.name for each in done.aside], [each.path.name for each in done.removed]
    audit.record(person, "housekeeping", said, aside=aside, removed=removed, back=[path.name for path in done.back])


def _repack(site: Site, done: Kept) -> None:
    path = repository_path(site)
    if not state_of(path).is_due():
        return
    try:
        done.repacked[site.key] = repack(path, partial(lock.holding, site, wait=True))
    except (program.Failed, OSError) as reason:
        logger.exception("cannot repack %s", site.key)
        done.errors[site.key] = str(reason)


def _sites() -> list[Site]:
    return [site for site in Site.objects.order_by("key") if repository_path(site).is_dir()]


@contextmanager
def _alone() -> Iterator[bool]:
    with (Path(settings.SUMU_VAR) / "housekeeping.lock").open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
