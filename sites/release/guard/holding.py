"""Holding a site's release back until two people decided, and letting it go (暂缓与放行)."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pygit2
from django.db import transaction
from django.utils.translation import gettext as _

from sites.git.repository import Repository
from sites.registry.models import Site
from sites.store import audit, clock
from sites.store.settling import guard as permission
from sites.store.settling.vouching import current_vouched

from ..models import GuardRule, Hold, Task
from ..places import repository_path
from .measure import MEDIA, PAGES, Differences, Measure

HELD = "refs/sumu/held"
"""The prepared release that people are asked about; the reference keeps git from clearing it away."""
LISTED = 50
"""How many paths a hold lists."""


@dataclass(frozen=True)
class Found:
    """What a prepared release would do to a site, and the rule that it is measured by."""

    rule: GuardRule
    differences: dict[str, Differences]
    before: dict[str, int]
    after: dict[str, int]

    def of(self, kind: str) -> Measure:
        """Return what it does to the files of one kind."""
        return Measure(self.differences[kind], self.before[kind], self.after[kind])

    def but(self, differences: dict[str, Differences]) -> "Found":
        """Return the same with other differences."""
        return replace(self, differences=differences)

    def exceeds(self, *, is_decided: bool) -> bool:
        """Return whether the rule holds it back; where it ``is_decided`` that much changes, removals alone count."""
        rule, pages = self.rule, self.of(PAGES)
        if any(
            len(one.differences.removed) >= rule.minimum and one.removed_share > rule.removed_share
            for one in (pages, self.of(MEDIA))
        ):
            return True
        is_much = len(pages.differences.changed) >= rule.minimum and pages.changed_share > rule.changed_share
        return is_much and not is_decided


def digest_of(tasks: Iterable[Task]) -> str:
    """Return the digest that names a set of tasks."""
    return hashlib.sha256(",".join(str(number) for number in sorted(task.pk for task in tasks)).encode()).hexdigest()


def is_allowed(hold: Hold) -> bool:
    """Return whether two people allowed exactly the files that ``hold`` names."""
    return (current_vouched(permission.KIND, hold.site.key) or {}).get("tree") == hold.tree


@transaction.atomic
def hold_back(
    site: Site,
    repository: Repository,
    releases: tuple[pygit2.Commit, pygit2.Commit],
    tasks: list[Task],
    found: Found,
    *,
    is_seen: bool,
) -> str:
    """Note that the second of ``releases`` may not yet follow the first; return the sentence that says why.

    With ``is_seen`` it hardly differs from what people are asked about already, and that stays.
    """
    hold = Hold.objects.select_for_update().filter(site=site).first()
    if hold is not None and is_seen:
        hold.tasks = digest_of(tasks)
        hold.save(update_fields=["tasks"])
        return str(hold.sentence)
    before, prepared = releases
    act = "measure held release" if hold is not None else "hold release"
    hold = hold or Hold(site=site, since=clock.now())
    hold.before, hold.commit, hold.tree = str(before.id), str(prepared.id), str(prepared.tree.id)
    hold.tasks, hold.causes = digest_of(tasks), sorted(Counter(task.entry.cause for task in tasks).items())
    hold.counts, hold.paths, hold.sentence = _counts(found), _paths(found), _sentence(found)
    hold.save()
    repository.mark(HELD, hold.commit)
    audit.record("system", act, f"{permission.KIND}:{site.key}", site=site.key, tree=hold.tree, **hold.counts)
    return hold.sentence


def lift(site: Site, repository: Repository) -> None:
    """Note that ``site`` waits no longer; nothing for one that does not."""
    if Hold.objects.filter(site=site).exists():
        _lift(site, repository)


@transaction.atomic
def _lift(site: Site, repository: Repository) -> None:
    hold = Hold.objects.select_for_update(of=("self",)).select_related("site").filter(site=site).first()
    if hold is None:
        return
    audit.record(
        *("system", "end hold", f"{permission.KIND}:{site.key}"),
        site=site.key,
        tree=hold.tree,
        allowed=is_allowed(hold),
    )
    hold.delete()
    if HELD in repository.git.references:
        repository.git.references.delete(HELD)


def lift_released() -> int:
    """Lift each hold whose files are public by now, as two people allowed; return how many there were."""
    lifted = 0
    for hold in Hold.objects.select_related("site"):
        repository = Repository(repository_path(hold.site))
        head = repository.head()
        if head is not None and str(head.id) != hold.before and is_allowed(hold):
            lift(hold.site, repository)
            lifted += 1
    return lifted


def _counts(found: Found) -> dict[str, int]:
    return {
        "changed": len(found.differences[PAGES].changed),
        "removed": len(found.differences[PAGES].removed),
        "pages": found.before[PAGES],
        "removed_media": len(found.differences[MEDIA].removed),
        "media": found.before[MEDIA],
    }


def _paths(found: Found) -> list[list[str]]:
    """Return the first paths with what would happen to each; what goes comes first."""
    gone = [["removed", path] for kind in (PAGES, MEDIA) for path in sorted(found.differences[kind].removed)]
    return (gone + [["changed", path] for path in sorted(found.differences[PAGES].changed)])[:LISTED]


def _sentence(found: Found) -> str:
    pages, media = found.of(PAGES), found.of(MEDIA)
    said = [
        _("改动 %(count)d 个页面（%(share).0f%%）") % _share(len(pages.differences.changed), pages.changed_share),
        _("移除 %(count)d 个页面（%(share).0f%%）") % _share(len(pages.differences.removed), pages.removed_share),
    ]
    if gone := len(media.differences.removed):
        said.append(_("移除 %(count)d 个图片和附件（%(share).0f%%）") % _share(gone, media.removed_share))
    return _("发布已暂缓，等待两人同意：将%(said)s，超过护栏（改动 %(changed)d%%、移除 %(removed)d%%）。") % {
        "said": "、".join(said),
        "changed": found.rule.changed_share,
        "removed": found.rule.removed_share,
    }


def _share(count: int, share: float) -> dict[str, float]:
    return {"count": count, "share": share}
