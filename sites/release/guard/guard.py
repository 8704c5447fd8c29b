"""The publish guard (发布护栏): a release that would change or remove much of a site waits for two people.

What two people decided on already is not asked about twice: what is urgent, a rollback, and what by its nature changes
every page of an edition (the theme, a site's settings, a column's name), whose approvals stand behind it. What else
goes always counts.
"""

from collections.abc import Iterable

import pygit2

from sites.build.full import state_of
from sites.build.models import SiteState
from sites.build.program.leads import is_wide
from sites.build.program.spec import batches
from sites.build.theme import settled_digest
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.store import keys
from sites.store.models import Document, SettledState
from sites.store.settling.vouching import vouched

from ..models import GuardRule, Hold, Task
from ..urgent import CAUSE as URGENT
from .holding import Found, digest_of, hold_back, is_allowed, lift
from .measure import MEDIA, PAGES, Differences, differences, differing, numbers
from .rules import rule_for

ROLLBACK = "rollback"
"""The cause of what a rollback changes, all of it approved as one plan."""


class Held(Exception):
    """Raised when a release waits for two people; the message is the sentence for whoever waits for it."""


def demand(
    site: Site,
    repository: Repository,
    before: pygit2.Commit | None,
    prepared: pygit2.Commit,
    tasks: Iterable[Task],
) -> None:
    """Return if ``prepared`` may take the place of ``before`` in public; raise ``Held`` when it must wait.

    ``before`` is None for the first release of ``site``, ``tasks`` are those that the release would carry out, none
    for a build that a technician asked for.
    """
    held = list(tasks)
    if before is None or (held and all(task.entry.cause == URGENT for task in held)):
        return
    rule = rule_for(site)
    found = _but_rolled_back(differences(before.tree, prepared.tree, repository.changes(before, prepared)), held)
    if not _has_many(found, rule):
        lift(site, repository)
        return
    git = repository.git
    said = Found(rule, found, numbers(before.tree), numbers(prepared.tree))
    is_decided = any(_is_decided(site, task) for task in held)
    if not said.exceeds(is_decided=is_decided):
        lift(site, repository)
        return
    hold = Hold.objects.select_related("site").filter(site=site).first()
    is_seen = hold is not None and not said.but(_unseen(git, hold, prepared, found)).exceeds(is_decided=is_decided)
    if hold is not None and is_seen and is_allowed(hold):
        return
    raise Held(hold_back(site, repository, (before, prepared), held, said, is_seen=is_seen))


def is_waiting(site: Site, tasks: Iterable[Task]) -> bool:
    """Return whether ``site`` waits for two people with exactly these ``tasks``: to build them again is of no use."""
    hold = Hold.objects.select_related("site").filter(site=site).first()
    return hold is not None and hold.tasks == digest_of(tasks) and not is_allowed(hold)


def _has_many(found: dict[str, Differences], rule: GuardRule) -> bool:
    return any(max(len(one.changed), len(one.removed)) >= rule.minimum for one in found.values())


def _but_rolled_back(found: dict[str, Differences], tasks: list[Task]) -> dict[str, Differences]:
    """Return ``found`` without what a rollback takes away: two people decided on the list of its documents."""
    keys = [task.entry.document for task in tasks if task.entry.cause == ROLLBACK]
    if not keys:
        return found
    gone: set[str] = set()
    for some in batches(keys, 500):
        gone |= set(
            Document.objects.filter(key__in=some, state=Document.State.WITHDRAWN).values_list("path", flat=True)
        )
    pages = found[PAGES]
    return {PAGES: Differences(pages.changed, pages.removed - gone), MEDIA: Differences()}


def _unseen(
    git: pygit2.Repository, hold: Hold, prepared: pygit2.Commit, found: dict[str, Differences]
) -> dict[str, Differences]:
    """Return those of the differences ``found`` that the people who were asked about ``hold`` were not shown."""
    shown = git.get(hold.tree)
    if not isinstance(shown, pygit2.Tree):
        return found
    unseen = differing(shown, prepared.tree)
    return {kind: one.among(unseen) for kind, one in found.items()}


def _is_decided(site: Site, task: Task) -> bool:
    """Return whether ``task`` changes much of a site and two people decided on just that."""
    if task.entry.cause == ROLLBACK:
        return True
    if not any(is_wide(key) or key == keys.THEME for key in task.keys):
        return False
    entry = task.entry
    if entry.document:
        return True  # nothing enters or leaves the store without its approvals
    if entry.cause == "site":
        return (
            True  # the port alone, which no approval names; the registry's other fields are compared before a release
        )
    if keys.THEME in task.keys and _brings_theme(site):
        return True
    states = SettledState.objects.filter(digest=entry.digest).exclude(approvals=[])
    return bool(entry.digest) and keys.THEME not in task.keys and bool(vouched(states, {}))


def _brings_theme(site: Site) -> bool:
    """Return whether ``site`` was built last with another theme than the settled one, or for another address."""
    state = SiteState.objects.filter(site=site).first()
    now = state_of(site, settled_digest())
    return state is None or state.theme != now["theme"] or state.base != now["base"]
