"""How long the server takes for the inbox of a cluster with many sites; prints Markdown.

    python -m tests.benchmarks.inbox [--sites 400] [--items 2000] [--runs 30]

It works on a SQLite database of its own. Absolute times depend on the machine; compare runs on the same one.
"""

import argparse
import os
import statistics
import time
from datetime import timedelta
from typing import Any

STAGES = ("first", "second", "secrecy", "sign")


def main() -> None:
    """Prepare the cluster, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=400)
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=30)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django
    from django.core.management import call_command

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    people = prepare(options.sites, options.items)
    print(f"{options.sites} sites, {options.items} waiting items, {options.runs} runs each, milliseconds:\n")
    print("| page | whose | median | p95 | processor time, median | queries | listed |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for page, path in (("inbox", "/admin/review/"), ("dashboard", "/admin/")):
        for whose, user in people.items():
            measure(page, path, whose, user, options.runs)


def prepare(sites: int, items: int) -> dict[str, Any]:
    """Make sites, people with roles and groups as real ones have them, and items; return whose inbox is measured."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from cms.accounts.groups import group_for
    from cms.accounts.models import SiteRole
    from cms.inbox.delegate import delegate
    from cms.inbox.delegation import today
    from cms.inbox.items import open_item
    from cms.inbox.models import WaitingItem
    from sites.registry.models import Organisation, Site
    from sites.store import clock

    users = get_user_model().objects
    with transaction.atomic():
        organisation = Organisation.objects.create(code="office", name="办公室")
        everywhere, overseer, stands_in = (users.create_user(name) for name in ("everywhere", "overseer", "stands-in"))
        made = []
        for number in range(sites):
            site = Site.objects.create(
                key=f"site-{number}",
                kind="portal" if number == 0 else "township",
                name=f"第{number}苏木人民政府",
                organisation=organisation,
                host="www.example.gov.cn",
                path=f"s{number}",
            )
            made.append(site)
        held = [(everywhere, site, stage) for site in made for stage in STAGES]
        held += [(users.create_user(f"first-{site.pk}"), site, "first") for site in made]
        held += [(overseer, site, "site_admin") for site in made]
        held.append((stands_in, made[0], "second"))
        SiteRole.objects.bulk_create([SiteRole(user=user, site=site, role=role) for user, site, role in held])
        groups = {(site, role): group_for(site, role) for _user, site, role in held}
        for user in {user for user, _site, _role in held}:
            user.groups.add(*(groups[site, role] for person, site, role in held if person == user))
        delegate(
            everywhere,
            stands_in,
            site=None,
            stage="",
            first_day=today(),
            last_day=today(),
            reason="测量",
            by=everywhere,
        )
        for number in range(items):
            open_item(
                source="page",
                reference=str(number),
                site=made[number % sites],
                stage=STAGES[number // sites % len(STAGES)],
                title=f"关于第{number}件事项的通知",
                language="zh-hans",
                url=f"/admin/review/{number}/",
                excluded=[f"editor-{number}", f"uploader-{number}"],
                started_at=clock.now() - timedelta(hours=number % 240),
                kind="article",
            )
        WaitingItem.objects.filter(due_at__lt=clock.now()).update(escalated_at=clock.now())
    return {
        "reviewer of all sites": everywhere,
        "reviewer of one site": users.get(username=f"first-{made[-1].pk}"),
        "stands in at all sites": stands_in,
        "administrator of all sites": overseer,
    }


def measure(page: str, path: str, whose: str, user: Any, runs: int) -> None:
    """Ask for ``path`` as ``user`` and print one row."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    count = len(queries)
    taken, worked = [], []
    for _run in range(runs):
        started, begun = time.perf_counter(), time.process_time()
        client.get(path)
        taken.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - begun) * 1000)
    listed = answer.content.count(b"data-inbox-entry")
    p95 = sorted(taken)[max(0, -(-len(taken) * 95 // 100) - 1)]
    cpu = statistics.median(worked)
    print(
        f"| {page} | {whose} | {statistics.median(taken):.0f} | {p95:.0f} | {cpu:.0f} | {count} | {listed} |",
        flush=True,
    )


if __name__ == "__main__":
    main()
