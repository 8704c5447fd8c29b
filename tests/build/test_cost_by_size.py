"""What one change rewrites and asks is the same at 100 documents and at 5,000: files and queries are counted."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sites.registry.models import Site
from sites.store import blobs, intact, listing, redirects, settled
from sites.store.models import Document
from tests.benchmarks.synthetic import column_key, document_key, fill
from tests.changes.parts import settle
from tests.store.factories import make_content, move, publish, take_back

from .live import Live

pytestmark = pytest.mark.django_db
SIZES = (100, 5000)
QUERIES_BESIDE = 6
"""By how many queries: those of these list pages."""
FILES_BESIDE = 2
"""By how many files: where a list page fills up, a numbered one appears and the link of the one before turns."""
Cost = tuple[int, int]
Act = Callable[[Site], object]


def picture() -> dict[str, object]:
    size = {"digest": blobs.put(b"shared", "jpg"), "extension": "jpg", "width": 4, "height": 3}
    return {"alt": "图", "caption": "", "sizes": [size]}


def one(number: int = 7) -> Document:
    return Document.objects.select_related("site").get(key=document_key(0, number))


def changed(number: int = 7, **payload: object) -> None:
    content = intact.content_of(one(number))
    publish(replace(content, payload=content.payload | payload))


def redirect(site: Site, target: str) -> None:
    path = "old/1.html"
    payload = {"site": site.key, "path": path, "target": target, "note": ""} if target else {}
    settle(settled.Change("redirect", redirects.key_of(site.key, path), site.key, payload))


def link(site: Site) -> None:
    html = f'<p><a href="document:{document_key(0, 9)}">另见</a></p>'
    changed(8, body=[{"type": "text", "html": html}])


def acts() -> Iterator[tuple[str, Act, int]]:
    """Yield each kind of change: its name, how it is done, and how many files it may rewrite at most."""
    yield "a new document", lambda site: publish(make_content(site, column=column_key(0, 0))), 8
    yield "a second new document", lambda site: publish(make_content(site, column=column_key(0, 0))), 8
    yield "a changed document", lambda site: changed(title="改后的标题"), 6
    yield "a picture", lambda site: changed(7, picture=picture()), 6
    yield "the same picture elsewhere", lambda site: changed(8, picture=picture()), 6
    yield "a picture that another page shares goes", lambda site: changed(8, picture=None), 6
    yield "its last use goes", lambda site: changed(7, picture=None), 6
    yield "a link", link, 6
    yield "what is linked is withdrawn", lambda site: take_back(one(9)), 8
    yield "it comes back", lambda site: publish(intact.content_of(one(9))), 8
    yield "a withdrawal that leads on", lambda site: take_back(one(6), f"document:{document_key(0, 7)}"), 8
    yield "a move", lambda site: move(intact.content_of(one(7)), Document.objects.get(key=column_key(0, 1))), 10
    yield "a redirect", lambda site: redirect(site, "/"), 3
    yield "its end", lambda site: redirect(site, ""), 3


def costs(size: int) -> dict[str, Cost]:
    """Return how many files and queries each kind of change costs in a cluster of ``size`` documents."""
    found: dict[str, Cost] = {}
    with transaction.atomic():
        fill(size, sites=1, characters=80)
        site, live = Site.objects.get(), Live()
        changed(1, title="先走一遍")
        live.carry()
        for name, act, most in acts():
            act(site)
            with CaptureQueriesContext(connection) as captured:
                files = live.carry().get(site.key, set())
            assert 0 < len(files) <= most, f"{name}: {sorted(files)}"
            found[name] = (len(files), len(captured))
        transaction.set_rollback(True)
    return found


def test_each_kind_of_change_costs_as_much_among_five_thousand_documents_as_among_a_hundred(monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 5)
    small, large = (costs(size) for size in SIZES)
    assert not {name for name, (files, _queries) in large.items() if files > small[name][0] + FILES_BESIDE}
    dearer = {
        name: (small[name][1], queries)
        for name, (_files, queries) in large.items()
        if queries > small[name][1] + QUERIES_BESIDE
    }
    assert not dearer
