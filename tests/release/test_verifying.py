"""A full build compared with what is live: equal, or a list that names the key that was missed."""

import gzip
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sites.build.models import Output, OutputKey
from sites.release import verifying
from sites.release.publishing import release_pending
from sites.release.verifying import Busy, verify
from sites.store import keys
from sites.store.models import OutboxEntry
from tests.store.factories import make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def column(site):
    return make_column(site)


@pytest.fixture
def document(site, column):
    found = publish(make_content(site, column=column.key))
    release_pending()
    return found


def root(var, site):
    return var / "www" / site.host


def said(site):
    return {one.path: str(one) for one in verify(site).differences}


def command(*sites):
    out = StringIO()
    code = 0
    try:
        call_command("verify_build", *sites, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue()


def test_what_was_published_is_what_a_full_build_makes(site, document):
    take_back(publish(make_content(site, column=document.column)))
    release_pending()
    found = verify(site)
    assert (
        not found.differences and found.files == Output.objects.filter(site=site).count() and len(found.release) == 40
    )
    assert command() == (0, f"portal: {found.files} 个文件，一致\n全部一致。\n")
    with pytest.raises(CommandError, match="没有这个站点"):
        command("nowhere")


def test_a_file_that_somebody_altered_added_or_took_is_named(var, site, document):
    (root(var, site) / document.path).write_text("tampered")
    (root(var, site) / "extra.html").write_text("extra")
    (root(var, site) / "feed.xml").unlink()
    code, text = command("portal")
    assert code == 1 and text.count("\n") == 5
    found = said(site)
    assert found.keys() == {document.path, "extra.html", "feed.xml"}
    assert "线上的文件被改动" in found[document.path] and "多出的文件" in found["extra.html"]


def test_a_compressed_copy_must_say_what_its_original_says(var, site, document):
    page = root(var, site) / document.path
    copy = page.with_name(page.name + ".gz")
    copy.write_bytes(gzip.compress(page.read_bytes()))
    assert said(site) == {}
    copy.write_bytes(gzip.compress(b"older"))
    assert "压缩副本与原文件不一致" in said(site)[f"{document.path}.gz"]
    copy.write_bytes(b"no gzip at all")
    assert "压缩副本与原文件不一致" in said(site)[f"{document.path}.gz"]


def test_a_change_that_nobody_announced_is_told_by_its_keys(site, column, document):
    late = publish(make_content(site, column=column.key))
    OutboxEntry.objects.filter(document=late.key).delete()
    release_pending()
    found = said(site)
    assert {late.path, "xw/index.html", "feed.xml", "sitemap-1.xml"} <= found.keys()
    assert f"没有被任何变更宣布的键：{keys.latest(column.key)}" in found["xw/index.html"]
    assert f"没有被任何变更宣布的键：{keys.document(late.key)}" in found[late.path]
    assert f"没有被任何变更宣布的键：{keys.sitemap('portal', 'zh-hans', 1)}" in found["sitemap-1.xml"]


def test_a_key_that_an_output_did_not_record_is_told(site, column, document):
    html = f'<p><a href="document:{document.key}">另见</a></p>'
    page = publish(make_content(site, column=column.key, payload={"body": [{"type": "text", "html": html}]}))
    release_pending()
    assert OutputKey.objects.filter(key=keys.document(document.key), output__path=page.path).delete()[0] == 1
    take_back(document)
    release_pending()
    found = said(site)
    assert list(found) == [page.path]
    assert f"少记录的键：{keys.document(document.key)}" in found[page.path]


def test_what_is_published_meanwhile_is_no_difference(site, column, document, monkeypatch):
    """While the look is under way a page becomes public: it differs from the first look, and is looked at again."""
    looked = []

    def give_way():
        if not looked:
            looked.append(publish(make_content(site, column=column.key)))

    monkeypatch.setattr(verifying, "PAUSE", 0)
    monkeypatch.setattr(verifying.time, "sleep", lambda seconds: release_pending())
    assert not verify(site, give_way).differences and looked


def test_while_changes_stay_on_their_way_nothing_is_claimed(site, column, document, monkeypatch, var):
    (root(var, site) / document.path).write_text("tampered")
    publish(make_content(site, column=column.key))
    monkeypatch.setattr(verifying, "TRIES", 2)
    monkeypatch.setattr(verifying, "PAUSE", 0)
    with pytest.raises(Busy):
        verify(site)
    release_pending()
    assert list(said(site)) == [document.path]
