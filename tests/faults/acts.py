"""What the tests let a child of the host do: each act goes through the store's own functions."""

from typing import Any

from django.core.management import call_command

from cms.operation.tasks import tasks
from sites.registry.models import Site
from sites.release import mending
from sites.release.models import Task
from sites.release.verifying import differences
from sites.store import approvals, secrecy
from sites.store.admit import admit
from sites.store.content import Manifest
from sites.store.models import Approval, Document, OutboxEntry
from tests.store.factories import AUTHOR, make_column, make_content, make_site, publish, take_back

MOST_ROUNDS = 200


def make_town() -> dict[str, str]:
    """Make an empty database, two sites with a column and ten documents each, and release them; return the columns."""
    call_command("migrate", verbosity=0)
    columns = {}
    for site in (make_site(), make_site("jyj", "jyj", kind="department")):
        columns[site.key] = make_column(site).key
        for number in range(10):
            publish(make_content(site, column=columns[site.key], payload={"title": f"第{number}篇"}))
    work()
    assert not check()
    return columns


def publish_one(column: str, title: str, body: str = "", key: str = "") -> dict[str, str]:
    """Publish a document, a new version where ``key`` names one that is there; return its key, site and path."""
    site = Document.objects.get(key=column).site
    payload: dict[str, Any] = {"title": title, "body": [{"type": "text", "html": body}] if body else []}
    more = {"key": key, "translation_group": Document.objects.get(key=key).translation_group} if key else {}
    document = publish(make_content(site, column=column, payload=payload, **more))
    return {"key": document.key, "site": site.key, "path": document.path}


def withdraw_one(key: str) -> None:
    """Withdraw a document."""
    take_back(Document.objects.get(key=key))


def publish_many(column: str, count: int) -> int:
    """Approve ``count`` documents as one list and admit each of them."""
    site = Document.objects.get(key=column).site
    contents = [make_content(site, column=column, payload={"title": f"批量{number}"}) for number in range(count)]
    manifest = Manifest(tuple(content.digest() for content in contents))
    for stage, person in (("first", "first-reviewer"), ("sign", "signer")):
        approvals.approve(
            action=Approval.Action.IMPORT,
            stage=stage,
            site=site,
            subject="batch",
            digest=manifest.digest,
            person=person,
            person_name=person,
            authors=[AUTHOR],
            form=secrecy.all_clear(person) if stage == "sign" else None,
        )
    for content in contents:
        admit(content, person="signer", authors=[AUTHOR], batch="batch", manifest=manifest)
    return len(contents)


def work() -> int:
    """Run the worker's tasks until nothing waits; return how much was done."""
    done = 0
    for _round in range(MOST_ROUNDS):
        now = sum(task() for task in tasks().values())
        done += now
        if not now:
            return done
    raise AssertionError("the worker never comes to rest")


def check() -> list[str]:
    """Return every difference between what is live and a full build, of all sites."""
    return [f"{site.key}: {found}" for site in Site.objects.order_by("key") for found in differences(site)]


def waiting() -> list[dict[str, str]]:
    """Return what is not public yet, and why."""
    found = OutboxEntry.objects.filter(released_at=None)
    return [{"document": entry.document, "error": entry.error} for entry in found]


def publish_large(column: str, title: str, paragraph: str, size: int) -> dict[str, str]:
    """Publish a document whose text has at least ``size`` bytes."""
    return publish_one(column, title, paragraph * (size // len(paragraph.encode()) + 1))


def retry_now() -> None:
    """Let what failed be tried again at once, as if its waiting time had passed."""
    Task.objects.update(attempts=0)


def look_after() -> list[str]:
    """Look through every repository, as the nightly look does; return the sites whose was damaged."""
    return [site.key for site in Site.objects.order_by("key") if mending.look_after(site)]
