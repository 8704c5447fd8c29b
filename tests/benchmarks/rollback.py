"""Taking back what thousands of documents became: from the signature on a rollback to the files in the web root.

    python -m tests.benchmarks rollback [--pages 5000]

A site of so many documents is built and released; every document is then changed and admitted anew, and that is
released; the rollback to the first release is planned, approved, carried out and released: at once, and later.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from .tables import head, row
from .workbench import Workbench

SITE = "s01"
LATER = 300
"""Seconds after which ext4 gives away at once what the change before it removed; until then it looks at each of it."""


def measure_rollback(bench: Workbench, pages: int) -> None:
    """Print how long each step of a rollback of ``pages`` documents takes."""
    cluster = bench.cluster(pages, sites=1)
    found = []
    for rest in (0, LATER):
        cluster.reset()
        cluster.manage("build_sites", SITE)
        found.append(json.loads(cluster.module("rollback", "--rest", str(rest)).splitlines()[-1]))
    print(f"Rollback of {found[0]['documents']:,} documents of one site, seconds:\n")
    head("step", "at once", f"{LATER // 60} minutes later")
    for name, steps in (
        ("planning what changes (shown before it is asked for)", ("plan",)),
        ("the signature: approvals judged, the store changed, audited, announced", ("roll_back",)),
        ("build, release, check out, noted as built", ("release",)),
        ("**signature to public files**", ("roll_back", "release")),
        ("afterwards: the files that were replaced are cleared away", ("cleared",)),
    ):
        row(name, *(f"{sum(taken[step] for step in steps):.1f}" for taken in found))
    print(f"\nFiles rewritten: {found[0]['files']:,}.\n")


def main() -> None:
    """Prepare, roll back, print as JSON; the environment names the cluster, whose site is built."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rest", type=int, default=0, help="seconds between the change and its rollback")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django

    django.setup()
    from django.db.models import Max
    from django.utils import timezone

    from sites.git.repository import Repository
    from sites.registry.models import Site
    from sites.release import history
    from sites.release.models import Task
    from sites.release.places import repository_path
    from sites.store import rollback
    from tests.store.rollbacks import approve

    site = Site.objects.get(key=SITE)
    repository = Repository(repository_path(site))
    first = repository.head()
    _remember(site, str(first.id))
    _change(site)
    with _unguarded(site):
        _release()
    time.sleep(options.rest)
    taken: dict[str, Any] = {}
    undone = history.undone(site, repository, first)
    made, taken["plan"] = _timed(lambda: rollback.plan(site, str(first.id), undone))
    approve(made)
    _done, taken["roll_back"] = _timed(
        lambda: rollback.roll_back(made, person="signer", authors=["asker"], reason="测量")
    )
    began = timezone.now()
    _nothing, spent = _timed(_release)
    built = Task.objects.aggregate(last=Max("built_at"))["last"]
    taken["release"] = (built - began).total_seconds()
    taken["cleared"] = spent - taken["release"]
    taken["documents"] = len(made.documents)
    changed = repository.git.diff(repository.git.revparse_single("HEAD~1"), repository.head())
    taken["files"] = len(list(changed.deltas))
    again = {entry.name: str(entry.id) for entry in repository.head().tree if entry.name.startswith("lm")}
    assert again.keys() == {entry.name for entry in first.tree if entry.name.startswith("lm")}
    print(json.dumps(taken))


@contextmanager
def _unguarded(site: Any) -> Iterator[None]:
    """Let a change of every page of ``site`` through, which waits for two people otherwise."""
    from sites.release.guard import rules as guard_rules

    said = {"changed_share": 100, "removed_share": 100, "minimum": 20, "source": "测量", "certainty": ""}
    rule = guard_rules.set_guard_rule(site, **said, by="admin")
    yield
    guard_rules.remove_guard_rule(rule, by="admin")


def _release() -> None:
    from sites.release.publishing import release_pending

    while release_pending():
        pass


def _remember(site: Any, release: str) -> None:
    """Write the released outbox entries and tasks that the synthetic documents would have left."""
    from django.utils import timezone

    from sites.release.models import Task
    from sites.store.models import Document, OutboxEntry

    now = timezone.now()
    documents = Document.objects.filter(site=site).order_by("id").values_list("key", "digest")
    entries = OutboxEntry.objects.bulk_create(
        [
            OutboxEntry(
                site=site,
                cause="admit",
                document=key,
                digest=digest,
                keys=[],
                created_at=now,
                released_at=now,
                indexed_at=now,
                release=release,
            )
            for key, digest in documents
        ],
        batch_size=1000,
    )
    Task.objects.bulk_create(
        [
            Task(entry=entry, site=site, plan=1, planned_at=now, built_at=now, live_at=now, release=release)
            for entry in entries
        ],
        batch_size=1000,
    )


def _change(site: Any) -> None:
    """Admit another content of every article of ``site``, as one import."""
    from django.db import transaction

    from sites.store import approvals, intact, secrecy
    from sites.store.admit import admit
    from sites.store.content import Manifest
    from sites.store.models import Document

    changed = []
    for document in Document.objects.filter(site=site, kind="article").select_related("site"):
        content = intact.content_of(document)
        changed.append(replace(content, payload={**content.payload, "title": f"{document.title}（误）"}))
    manifest = Manifest(tuple(content.digest() for content in changed))
    for stage, person in (("first", "first-reviewer"), ("sign", "signer")):
        approvals.approve(
            action="import",
            stage=stage,
            site=site,
            subject="wrong",
            digest=manifest.digest,
            person=person,
            person_name=person,
            authors=["asker"],
            form=secrecy.all_clear(person) if stage == "sign" else None,
        )
    with transaction.atomic():
        for content in changed:
            admit(content, person="signer", authors=["asker"], batch="wrong", manifest=manifest)


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    started = time.perf_counter()
    result = act()
    return result, time.perf_counter() - started


if __name__ == "__main__":
    main()
