"""Releasing one site: build, commit, publish, record, check out. Whoever calls holds the site's lock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import TypeVar

import pygit2
from django.db import transaction

from sites.build.change import ChangeBuild
from sites.build.full import FullBuild, is_current, state_of
from sites.build.making import Failure
from sites.build.models import Output, SiteState
from sites.build.program.files import ASSET, MEDIA
from sites.build.theme import settled_digest, theme_of
from sites.git import faults, trailers
from sites.git.maintenance import is_due, pack_loose
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.store import keys
from sites.web.checkout import AT_ONCE, check_out, clear_aside, remove_all

from .guard import guard
from .lock import demand_held
from .models import Task
from .places import repository_path
from .planning import last_plan, plan_missed
from .recovering import Standing, note, standing
from .roots import LEFT, leave, root_left
from .roots import root_of as root_of
from .urgent import giving_way

MANY = 500
"""From how many changed documents on a site is built in full, if they are also a share of ``SHARE`` of its outputs."""
SHARE = 1 / 3
T = TypeVar("T")


@dataclass(frozen=True)
class Cause:
    """Why a release is made: what its commit says, the moment it bears, and the tasks that it carries out."""

    message: str
    moment: datetime
    tasks: Sequence[Task] = ()

    @property
    def rank(self) -> int:
        """The rank of the first task; that of a rebuild where there is none."""
        return min((task.rank for task in self.tasks), default=Task.Rank.REBUILD)

    @property
    def keys(self) -> set[str]:
        """The keys that the tasks touched."""
        return {key for task in self.tasks for key in task.keys}


@dataclass(frozen=True)
class Release:
    """One release of a site: its commit, how many public files changed, and what could not be made."""

    commit: str
    files: int
    failures: list[Failure]


def release_anew(site: Site, cause: Cause) -> Release:
    """Release what the tasks touch at ``site``; everything, if it was built last by another maker or elsewhere.

    Raises ``urgent.GiveWay`` when something of the site comes in that goes first, ``guard.Held`` when two people have
    to look first.
    """
    releasing = _Releasing(site, cause)
    if not releasing.standing.is_known or not is_current(site):
        return releasing.all(gives_way=True)
    return releasing.changes(ChangeBuild(site, cause.keys), gives_way=True)


def release_changes(site: Site, cause: Cause, *, gives_way: bool = True) -> Release:
    """Release what the tasks touch at ``site`` and no more: a rebuild that the site still waits for is left for later.

    Until then its pages keep the theme that they have, these included. Where the tasks touch much of a site that waits
    for no rebuild, all of it is built: one pass over its documents is cheaper than asking for many of them. Raises as
    ``release_anew``; without ``gives_way`` it waits for nothing itself.
    """
    releasing = _Releasing(site, cause)
    settled = settled_digest()
    if is_current(site, settled) and releasing.standing.is_known:
        if _touches_much(site, cause):
            return releasing.all(gives_way=gives_way)
        return releasing.changes(ChangeBuild(site, cause.keys, theme_of(settled)), gives_way=gives_way)
    state = SiteState.objects.filter(site=site).first()
    if (
        not releasing.standing.is_known
        or state is None
        or not state.theme
        or state.base != state_of(site, state.theme)["base"]
    ):
        return releasing.all(gives_way=gives_way)
    return releasing.changes(ChangeBuild(site, cause.keys, theme_of(state.theme)), gives_way=gives_way)


def release_all(site: Site, cause: Cause) -> Release:
    """Build ``site`` in full and release it. Raises as ``release_anew``."""
    return _Releasing(site, cause).all(gives_way=True)


def clear_up(site: Site, release: Release) -> None:
    """Clear away what ``release`` took the place of and what many left, once all that somebody waits for is done."""
    path = repository_path(site)
    if release.files >= AT_ONCE:
        clear_aside(Repository(path), root_of(site))
    if is_due(path):
        pack_loose(path)


def _touches_much(site: Site, cause: Cause) -> bool:
    documents = sum(1 for key in cause.keys if key.startswith(keys.document("")))
    return documents >= MANY and documents >= SHARE * Output.objects.filter(site=site).count()


class _Releasing:
    """One release under way; made before anything of the store is read for it."""

    def __init__(self, site: Site, cause: Cause) -> None:
        self.site = site
        self.cause = cause
        self.since = last_plan()
        self.repository = Repository(repository_path(site))
        self.before = self.repository.head()
        self.standing: Standing = standing(site, self.repository)

    def changes(self, build: ChangeBuild, *, gives_way: bool) -> Release:
        """Release what ``build`` yields."""
        outputs = chain(((path, None) for path in self.standing.strays), build.outputs())
        prepared = self.repository.prepare_changes(
            self._yielding(outputs, gives_way=gives_way), self.cause.message, self.cause.moment
        )
        self._publish(prepared)
        self._record(build, prepared)
        files = check_out(self.repository, root_of(self.site), leaves_aside=True)
        faults.point("checked-out")
        return Release(prepared, files, build.failures)

    def all(self, *, gives_way: bool) -> Release:
        """Release the whole site, built anew; a site that has moved leaves nothing where it was."""
        old_root = root_left(self.site)
        begins_anew = self.before is None and bool(self.standing.recorded)
        held = dict(Output.objects.filter(site=self.site, kind__in=(MEDIA, ASSET)).values_list("path", "digest"))
        build = FullBuild(self.site, lambda path, digest: held.get(path) == digest and self.repository.holds(path))
        outputs = self._yielding(build.outputs(), gives_way=gives_way)
        message = self.cause.message
        if begins_anew:
            message = trailers.continuing(message, self.standing.recorded)
        prepared = self.repository.prepare_all(outputs, build.kept, message, self.cause.moment)
        self._publish(prepared)
        if begins_anew:
            files = check_out(self.repository, root_of(self.site), leaves_aside=True) + self._remove_former()
            self._record(build, prepared)  # last: until then the rows say what the lost repository held
        elif old_root is None:
            self._record(build, prepared)
            files = check_out(self.repository, root_of(self.site), leaves_aside=True)
        else:
            leave(self.repository)
            files = check_out(self.repository, root_of(self.site), leaves_aside=True)
            left = self.repository.head(LEFT)
            if left is not None:
                remove_all(self.repository, left.tree, old_root)
            self._record(build, prepared)  # last: until then the old place is known from the last record
            if left is not None:
                self.repository.git.references.delete(LEFT)
        faults.point("checked-out")
        return Release(prepared, files, build.failures)

    def _remove_former(self) -> int:
        """Remove from the web root what a repository that was lost had put there and the new one has not."""
        root = root_of(self.site)
        rows = Output.objects.filter(site=self.site).exclude(digest="").values_list("path", flat=True)
        former = [path for path in rows if not self.repository.holds(path)]
        for path in former:
            root.remove(path)
        return len(former)

    def _yielding(self, outputs: Iterable[T], *, gives_way: bool) -> Iterator[T]:
        return giving_way(iter(outputs), self.site, self.cause.rank) if gives_way else iter(outputs)

    def _publish(self, prepared: str) -> None:
        """Let ``prepared`` be the newest release, if nothing speaks against it."""
        if not prepared or (self.before is not None and prepared == str(self.before.id)):
            return
        faults.point("committed")
        commit = self.repository.git[prepared].peel(pygit2.Commit)
        guard.demand(self.site, self.repository, self.before, commit, self.cause.tasks)
        demand_held(self.site)
        self.repository.publish(prepared)
        faults.point("published")

    def _record(self, build: ChangeBuild | FullBuild, release: str) -> None:
        with transaction.atomic():
            build.record()
            note(self.site, release, self.standing.recorded)
            plan_missed(self.site, self.since)
        faults.point("recorded")
