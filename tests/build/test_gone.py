"""What stands at the address of what was withdrawn, and what no longer shows it."""

import json

import pytest

from sites.build.full import FullBuild
from sites.registry.models import Edition
from sites.store import blobs, listing, redirects, settled
from sites.web import redirecting
from tests.changes.parts import settle
from tests.store.factories import make_column, make_content, make_site, publish, take_back

from .live import Live

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def column(site):
    return make_column(site)


@pytest.fixture
def live():
    return Live()


def table(live, site, name):
    return json.loads(live.files[site.key][name])


def test_a_withdrawn_page_says_so_and_returns_when_it_is_admitted_again(site, column, live):
    content = make_content(site, column=column.key)
    document = publish(content)
    live.carry()
    before = dict(live.files["portal"])
    take_back(document)
    assert {document.path, "redirects-1.json"} <= live.carry()["portal"]
    page = live.files["portal"][document.path].decode()
    assert "页面已撤下" in page and 'content="noindex"' in page and document.title not in page
    assert table(live, site, "redirects-1.json") == {document.path: ""}
    assert document.title not in b"".join(live.files["portal"].values()).decode(errors="ignore")
    live.assert_equals_full_build()
    publish(content)
    live.carry()
    live.assert_equals_full_build()
    assert "redirects-1.json" not in live.files["portal"]
    assert live.files["portal"].keys() == before.keys()


def test_the_address_follows_the_document_that_it_leads_to(site, column, live):
    far = make_site("far", host="far.example.localhost")
    there = make_column(far)
    old, middle = (publish(make_content(site, column=column.key)) for _ in range(2))
    last = publish(make_content(far, column=there.key))
    live.carry()
    take_back(old, f"document:{middle.key}")
    live.carry()
    assert table(live, site, "redirects-1.json") == {old.path: f"/{middle.path}"}
    assert f'url=/{middle.path}"' in live.files["portal"][old.path].decode()
    take_back(middle, f"document:{last.key}")
    live.carry()
    address = f"http://far.example.localhost:8001/{last.path}"
    assert table(live, site, "redirects-1.json") == {old.path: address, middle.path: address}
    live.assert_equals_full_build()
    take_back(last)
    live.carry()
    assert table(live, site, "redirects-1.json") == {old.path: "", middle.path: ""}
    live.assert_equals_full_build()


def test_an_approved_redirect_counts_at_the_address_of_a_withdrawn_page(site, column, live):
    document = take_back(publish(make_content(site, column=column.key)))
    live.carry()
    key = redirects.key_of("portal", document.path)
    payload = {"site": "portal", "path": document.path, "target": "/xw/", "note": ""}
    settle(settled.Change("redirect", key, "portal", payload))
    live.carry()
    assert table(live, site, "redirects.json") == {document.path: "/xw/"}
    assert "redirects-1.json" not in live.files["portal"]
    live.assert_equals_full_build()
    settle(settled.Change("redirect", key, "portal", {}))
    live.carry()
    assert table(live, site, "redirects-1.json") == {document.path: ""}
    assert "页面已撤下" in live.files["portal"][document.path].decode()
    live.assert_equals_full_build()


def test_a_withdrawn_column_leaves_its_list_pages_gone_too(site, column, live, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    documents = [publish(make_content(site, column=column.key)) for _ in range(6)]
    live.carry()
    assert "xw/list_2.html" in live.files["portal"]
    for document in documents:
        take_back(document)
    live.carry()
    take_back(column)
    live.carry()
    gone = {"xw/": "", "xw/index.html": "", "xw/list_1.html": "", "xw/list_2.html": ""}
    assert table(live, site, "redirects.json") == gone
    assert all("页面已撤下" in live.files["portal"][path].decode() for path in gone if path != "xw/")
    live.assert_equals_full_build()


def test_a_withdrawn_edition_is_gone_at_its_own_address(site, column, live):
    Edition.objects.create(site=site, language="kk-arab")
    home = publish(make_content(site, "home", "kk-arab"))
    live.carry()
    take_back(home)
    live.carry()
    assert table(live, site, "redirects.json") == {"kk-arab/": "", "kk-arab/index.html": ""}
    assert "بەت الىندى" in live.files["portal"]["kk-arab/index.html"].decode()
    live.assert_equals_full_build()


def test_what_only_a_withdrawn_page_showed_goes_and_what_others_share_stays(site, column, live):
    shared, own = (
        {"digest": blobs.put(data, "jpg"), "extension": "jpg", "width": 4, "height": 3} for data in (b"one", b"two")
    )
    file = {"name": "附件", "digest": blobs.put(b"file", "pdf"), "extension": "pdf", "size": 4}

    def content(*sizes, attachments=()):
        picture = {"alt": "图", "caption": "", "sizes": list(sizes)}
        return make_content(site, column=column.key, payload={"picture": picture, "attachments": list(attachments)})

    leaving = publish(content(shared, own, attachments=[file]))
    publish(content(shared))
    live.carry()
    paths = [blobs.public_path(one["digest"], one["extension"]) for one in (shared, own, file)]
    assert set(paths) <= live.files["portal"].keys()
    take_back(leaving)
    live.carry()
    assert [path in live.files["portal"] for path in paths] == [True, False, False]
    live.assert_equals_full_build()


def test_links_to_a_withdrawn_page_become_text_on_every_site(site, column, live):
    far = make_site("far", host="far.example.localhost")
    there = make_column(far)
    target = publish(make_content(site, column=column.key))
    html = f'<p><a href="document:{target.key}">另见通知</a></p>'
    pages = [
        publish(make_content(owner, column=held.key, payload={"body": [{"type": "text", "html": html}]}))
        for owner, held in ((site, column), (far, there))
    ]
    live.carry()
    take_back(target)
    live.carry()
    for page in pages:
        shown = live.files[page.site.key][page.path].decode()
        assert "<p>另见通知</p>" in shown
    live.assert_equals_full_build()


def test_one_withdrawal_among_many_rewrites_one_small_file_of_addresses(site, column, live, monkeypatch):
    monkeypatch.setattr(listing, "WITHDRAWN_SHARD", 5)
    documents = [publish(make_content(site, column=column.key)) for _ in range(23)]
    for document in documents[:20]:
        take_back(document)
    live.carry()
    take_back(documents[21])
    changed = live.carry()["portal"]
    assert {path for path in changed if path.startswith("redirects")} == {"redirects-5.json"}
    publish(make_content(site, column=column.key))
    assert not [path for path in live.carry()["portal"] if path.startswith("redirects")]
    assert len(table(live, site, "redirects-1.json")) == 5
    assert not FullBuild(site).failures


def test_a_web_server_finds_the_file_by_the_number_in_the_address(tmp_path):
    assert redirecting.SHARD == 1000 == listing.WITHDRAWN_SHARD
    for folder, name, said in (
        ("", "redirects.json", {"xw/20261121/7.html": "/new/", "": ""}),
        ("", "redirects-1.json", {"xw/20261121/7.html": "", "xw/20261121/8.html": ""}),
        ("jyj", "redirects-3.json", {"tz/20261121/2001.html": "/jyj/"}),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / name).write_text(json.dumps(said))
    answers = {
        "/": "",
        "/xw/20261121/7.html": "/new/",
        "/xw/20261121/8.html": "",
        "/xw/20261121/9.html": None,
        "/jyj/tz/20261121/2001.html": "/jyj/",
        "/jyj/tz/20261121/2000.html": None,
    }
    assert {path: redirecting.target_of(tmp_path, path) for path in answers} == answers
