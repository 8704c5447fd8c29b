"""A synthetic cluster of any size, written in bulk: what measurements build and publish.

    python -m tests.benchmarks.synthetic --var FOLDER --documents 10000 [--characters 1500]

Every row is as ``admit`` would have left it: digests, versions, slots, numbers, counters, and approvals of one import
for each site. There are no Wagtail pages, no outbox entries and no audit entry for each document.
"""

import argparse
import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

HOST = "www.synthetic.localhost"
LANGUAGE = "zh-hans"
LISTING = 10
"""How many columns of a site list documents."""
NAVIGATION = 150
"""How many columns a site has in its navigation."""
START = datetime(2020, 1, 6, 1, 0, tzinfo=UTC)
EDITOR, REVIEWER, SIGNER = "synthetic-editor", "synthetic-first", "synthetic-sign"
DOCUMENT = (
    *("key", "site", "language", "kind", "translation_group", "column", "number", "slot", "path", "title", "payload"),
    *("digest", "approved_digest", "last_approval", "state", "published_at", "admitted_at", "leads_to"),
)


@dataclass(frozen=True)
class Shape:
    """How large a cluster is: documents over all sites, and what each site and document has."""

    documents: int
    sites: int = 20
    characters: int = 1500
    navigation: int = NAVIGATION
    listing: int = LISTING

    def documents_of(self, site: int) -> int:
        """Return how many documents the site with this number (from 0) has."""
        return self.documents // self.sites + (site < self.documents % self.sites)


def fill(
    documents: int, sites: int = 20, characters: int = 1500, *, navigation: int = NAVIGATION, port: int = 8001
) -> float:
    """Write a cluster into the empty, migrated database; return how many seconds that took.

    ``documents`` are spread evenly over ``sites`` of one host, the portal at its root, in ten columns of each; a site
    has ``navigation`` columns in all. A document has about ``characters`` characters. Public addresses name ``port``.
    """
    from django.db import connection

    shape = Shape(documents, sites, characters, navigation, min(LISTING, navigation))
    started = time.perf_counter()
    fast = connection.vendor == "sqlite" and not connection.in_atomic_block
    if fast:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")
    for number in range(sites):
        _fill_site(shape, number, port)
    if fast:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = NORMAL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA optimize")
    return time.perf_counter() - started


def _fill_site(shape: Shape, number: int, port: int) -> None:
    from sites.store import counters
    from sites.store.models import Counter, Document, Version
    from sites.store.settling import checking

    from .rows import insert

    site = _site(number, port)
    checking.baseline(site)
    count = shape.documents_of(number)
    digest, approval = _approve(site, count)
    frame = list(_frame(shape, site, digest, approval))
    insert(Document, DOCUMENT, (row for row, _version in frame))
    insert(Version, ("digest", "key", "canonical", "at"), (version for _row, version in frame))
    documents = _documents(shape, site, count, digest, approval)
    while batch := [made for _each, made in zip(range(5000), documents, strict=False)]:
        insert(Document, DOCUMENT, (row for row, _version in batch))
        insert(Version, ("digest", "key", "canonical", "at"), (version for _row, version in batch))
    used = [Counter(name=counters.edition_numbers(site.key, LANGUAGE), value=count)]
    for place in range(shape.listing):
        slots = len(range(place, count, shape.listing))
        used.append(Counter(name=counters.column_slots(column_key(number, place)), value=slots))
    Counter.objects.bulk_create(each for each in used if each.value)


def column_key(site: int, place: int) -> str:
    """Return the key of a site's column; the first ``LISTING`` list documents."""
    return f"s{site + 1:02}c{place + 1:03}-{LANGUAGE}"


def document_key(site: int, number: int) -> str:
    """Return the key of the document that is ``number`` (from 1) at its site."""
    return f"{hashlib.blake2b(f'{site}/{number}'.encode(), digest_size=16).hexdigest()}-{LANGUAGE}"


def slug_of(place: int) -> str:
    """Return a column's segment of the address."""
    return f"lm{place + 1:03}"


def _site(number: int, port: int) -> Any:
    from sites.registry.models import Edition, Organisation, Site

    name = "青原县" if number == 0 else f"青原县第{number}苏木"
    organisation = Organisation.objects.create(code=f"s{number + 1:02}", name=f"{name}人民政府办公室")
    site = Site.objects.create(
        key=f"s{number + 1:02}",
        kind="portal" if number == 0 else "township",
        name=f"{name}人民政府",
        organisation=organisation,
        scheme="http",
        host=HOST,
        port=port,
        path="" if number == 0 else f"s{number + 1:02}",
        code=f"{1500000000 + number}",
        icp_number=f"测ICP备{20260000 + number}号",
        police_number=f"测公网安备 {15000000000000 + number}号",
        contact="0000-1234567",
    )
    Edition.objects.create(site=site, language=LANGUAGE)
    return site


def _approve(site: Any, count: int) -> tuple[str, int]:
    """Record the approvals of the site's import; return what they name and the id of the last."""
    from sites.store import approvals, secrecy
    from sites.store.models import Approval

    digest = hashlib.sha256(f"synthetic {site.key} {count}".encode()).hexdigest()
    last = 0
    for stage, person in (("first", REVIEWER), ("sign", SIGNER)):
        given = approvals.approve(
            action=Approval.Action.IMPORT,
            stage=stage,
            site=site,
            subject=f"synthetic-{site.key}",
            digest=digest,
            person=person,
            person_name=person,
            authors=[EDITOR],
            form=secrecy.all_clear(person) if stage == "sign" else None,
        )
        last = given.pk
    return digest, last


def _frame(shape: Shape, site: Any, approved: str, approval: int) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield the site's home and its columns."""
    from . import wording

    number = int(site.key[1:]) - 1
    blocks: list[dict[str, Any]] = [
        {"type": "introduction", "title": "县情概况", "html": f"<p>{wording.sentences()[number]}</p>", "picture": None},
        *({"type": "column_list", "column": column_key(number, place), "count": 6} for place in range(6)),
        {
            "type": "links",
            "title": "常用链接",
            "links": [{"text": f"常用服务{each}", "href": f"https://service{each}.example/"} for each in range(1, 9)],
        },
    ]
    home = {"title": site.name, "summary": "", "blocks": blocks}
    yield _rows(site, "home", f"s{number + 1:02}home", "", home, approved, approval, "index.html", START)
    for place in range(shape.navigation):
        name = f"{wording.THINGS[place % len(wording.THINGS)][:4]}{place + 1}"
        column = {
            "title": name,
            "summary": "",
            "description": f"{name}方面的工作动态和通知公告。",
            "keywords": [name],
            "column_type": "工作动态",
            "lists": "notices",
            "in_navigation": True,
            "position": place + 1,
        }
        slug, key = slug_of(place), column_key(number, place)
        group = key.removesuffix(f"-{LANGUAGE}")
        yield _rows(site, "column", group, "", column, approved, approval, f"{slug}/index.html", START, slug=slug)


def _documents(
    shape: Shape, site: Any, count: int, approved: str, approval: int
) -> Iterator[tuple[list[Any], list[Any]]]:
    """Yield the site's documents, oldest first."""
    from . import wording

    place_of_site = int(site.key[1:]) - 1
    chance = Random(place_of_site)
    step = timedelta(minutes=max(1, 60 * 24 * 365 * 6 // max(count, 1)))
    for number in range(1, count + 1):
        place = (number - 1) % shape.listing
        published = START + step * number
        local = published + timedelta(hours=8)
        texts = wording.paragraphs(chance, shape.characters)
        middle = max(1, len(texts) // 2)
        body = [{"type": "text", "html": "".join(f"<p>{text}</p>" for text in texts[:middle])}]
        if texts[middle:]:
            body.append({"type": "heading", "text": "工作要求", "level": 2})
            body.append({"type": "text", "html": "".join(f"<p>{text}</p>" for text in texts[middle:])})
        payload = {
            "title": wording.title(chance, number),
            "summary": texts[0][:60],
            "keywords": [wording.THINGS[number % len(wording.THINGS)]],
            "source": wording.BODIES[number % len(wording.BODIES)],
            "author": "编辑甲",
            "document_number": "",
            "picture": None,
            "body": body,
            "attachments": [],
            "display_date": f"{local:%Y-%m-%dT%H:%M}",
        }
        yield _rows(
            site,
            "article",
            document_key(place_of_site, number).removesuffix(f"-{LANGUAGE}"),
            column_key(place_of_site, place),
            payload,
            approved,
            approval,
            f"{slug_of(place)}/{local:%Y%m%d}/{number}.html",
            published,
            number=number,
            place=(number - 1) // shape.listing + 1,
        )


def _rows(
    site: Any,
    kind: Any,
    group: str,
    column: str,
    payload: dict[str, Any],
    approved: str,
    approval: int,
    path: str,
    at: datetime,
    *,
    slug: str = "",
    number: int = 0,
    place: int = 0,
) -> tuple[list[Any], list[Any]]:
    """Return the row of a document and that of its version."""
    import orjson
    from isal import isal_zlib

    from .rows import moment

    key = f"{group}-{LANGUAGE}"
    said = {"site": site.key, "language": LANGUAGE, "kind": kind, "key": key, "translation_group": group}
    said |= {"column": column, "slug": slug, "payload": payload}
    canonical = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(canonical).hexdigest()
    when = moment(at)
    row = [key, site.pk, LANGUAGE, kind, group, column, number, place, path, payload["title"]]
    row += [orjson.dumps(payload).decode(), digest, approved, approval, "public", when, when, ""]
    return row, [digest, key, isal_zlib.compress(canonical, 1), when]


def set_up(folder: Path) -> None:
    """Make Django ready on the state folder, its database migrated."""
    os.environ["SUMU_VAR"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django
    from django.core.management import call_command

    folder.mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", verbosity=0)


def main() -> None:
    """Fill the database of a state folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--var", type=Path, required=True, help="the state folder; its database must hold no site")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--sites", type=int, default=20)
    parser.add_argument("--characters", type=int, default=1500)
    parser.add_argument("--navigation", type=int, default=NAVIGATION)
    parser.add_argument("--port", type=int, default=8001, help="the port that public addresses name")
    options = parser.parse_args()
    set_up(options.var)
    seconds = fill(
        options.documents, options.sites, options.characters, navigation=options.navigation, port=options.port
    )
    print(f"{options.documents} documents in {seconds:.1f} s: {options.documents / seconds:.0f}/s")


if __name__ == "__main__":
    main()
