"""After a release that was published and not recorded: the builder's rows are brought in step with it (中断后恢复).

The rows say which bytes each file had when it was recorded last. Where the process ended between publishing and
recording, the repository holds others; a file whose next version equals the recorded one would then never be written.
"""

import hashlib
from dataclasses import dataclass, field

import pygit2
from django.db import transaction

from sites.build.models import Output
from sites.build.program.spec import batches
from sites.git.differences import changes
from sites.git.repository import Moved, Repository
from sites.git.trees import bytes_of
from sites.registry.models import Site

from .models import Recorded


@dataclass
class Standing:
    """How the builder's rows of a site stand to its repository.

    ``recorded`` names the release that they speak of, empty before the first. ``is_known`` says that a change-driven
    build may go on from them; ``strays`` are files which no row speaks of, of releases published and not recorded.
    """

    recorded: str
    is_known: bool
    strays: list[str] = field(default_factory=list)


def standing(site: Site, repository: Repository) -> Standing:
    """Bring the rows of ``site`` in step with its newest release; return how they stand then."""
    head = repository.head()
    recorded = Recorded.objects.filter(site=site).values_list("release", flat=True).first() or ""
    if not recorded or (head is not None and str(head.id) == recorded):
        return Standing(recorded, is_known=True)
    before = repository.git.get(recorded)
    if head is None or not isinstance(before, pygit2.Commit) or not _follows(repository, head, before):
        return Standing(recorded, is_known=False)
    return Standing(recorded, is_known=True, strays=_in_step(site, repository, before, head))


def note(site: Site, release: str, before: str) -> None:
    """Remember that the rows speak of ``release``; call it in the transaction that records them.

    Raises ``Moved`` when they speak of another release than ``before`` by now: somebody else recorded meanwhile.
    """
    if Recorded.objects.filter(site=site, release=before).update(release=release):
        return
    if before or not Recorded.objects.get_or_create(site=site, defaults={"release": release})[1]:
        raise Moved(site.key)


def _follows(repository: Repository, head: pygit2.Commit, before: pygit2.Commit) -> bool:
    return repository.git.descendant_of(head.id, before.id)


@transaction.atomic
def _in_step(site: Site, repository: Repository, before: pygit2.Commit, head: pygit2.Commit) -> list[str]:
    strays = []
    paths = sorted({path for path, _was, _now in changes(before.tree, head.tree)})
    for batch in batches(paths, 500):
        rows = {row.path: row for row in Output.objects.filter(site=site, path__in=batch)}
        for path in batch:
            digest = _digest(repository, head, path)
            if path in rows:
                rows[path].digest = digest
            elif digest:
                strays.append(path)
        Output.objects.bulk_update(rows.values(), ["digest"])
    return strays


def _digest(repository: Repository, head: pygit2.Commit, path: str) -> str:
    """Return the SHA-256 of a file of the newest release, empty when it has none there."""
    try:
        return hashlib.sha256(bytes_of(repository.git, head.tree[path].id)).hexdigest()
    except KeyError:
        return ""
