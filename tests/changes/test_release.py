"""What readers get: a change is public with its approvals; what went around the wall is not released."""

import json
import subprocess

import pytest
from django.db import connection

from sites.registry.models import Edition, Organisation, Site
from sites.release.models import Task
from sites.release.publishing import release_pending, release_site
from sites.release.verifying import differences
from sites.store import redirects, settled
from sites.store.models import AuditEntry, OutboxEntry
from sites.store.settling import checking
from sites.store.settling.checking import Unsettled
from sites.web.server import web_root_application
from tests.store.factories import make_column, make_content, make_site, publish, take_back

from .parts import changed, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def column(site):
    return make_column(site)


def root(var, site):
    return var / "www" / site.host / site.path


def pages(var, site):
    return "".join(path.read_text() for path in sorted(root(var, site).rglob("*.html")))


def ask(var, path, host="www.example.localhost"):
    answers = []
    application = web_root_application(var, "www.example.localhost")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "HTTP_HOST": host, "QUERY_STRING": ""}
    body = b"".join(application(environ, lambda status, headers: answers.append((status, dict(headers)))))
    return answers[0][0][:3], answers[0][1].get("Location", ""), body.decode()


def test_the_footer_changes_with_the_approval_and_not_before(var, site, column):
    document = publish(make_content(site, column=column.key))
    release_pending()
    change = changed("site", "portal", "portal", contact_zh_hans="电话：0470-1234567")
    publish(make_content(site, column=column.key))
    release_pending()
    release_site(site, "full build")
    assert "0470-1234567" not in pages(var, site)
    settle(change)
    assert release_pending() == 1
    log = ["git", "-C", var / "releases" / "portal.git", "log", "-1", "--format=%B"]
    said = subprocess.run(log, capture_output=True, text=True, check=True).stdout
    assert "change/first: first-reviewer" in said and "change/sign: signer" in said and change.digest() in said
    for path in ("index.html", column.path, document.path, "404.html"):
        assert "0470-1234567" in (root(var, site) / path).read_text()
    site = Site.objects.get()
    assert list(differences(site)) == []
    settle(changed("organisation", site.organisation.code, "portal", name_zh_hans="新的主办单位"))
    assert release_pending() == 1 and "新的主办单位" in (root(var, site) / document.path).read_text()


def test_a_first_release_settles_what_it_finds_once(var, site, column):
    release_pending()
    release_pending()
    assert AuditEntry.objects.filter(act="settle baseline").values_list("subject", flat=True).count() >= 2
    assert settled.current("site", "portal")["name_zh_hans"] == "网站portal"
    assert len(settled.history("site", "portal")) == 1


TAMPERINGS = {
    "name": ("UPDATE registry_site SET name_zh_hans = '假网站' WHERE key = 'jyj'", "网站名称（中文）"),
    "contact": ("UPDATE registry_site SET contact_zh_hans = '打这个电话' WHERE key = 'jyj'", "联系方式（中文）"),
    "host": ("UPDATE registry_site SET host = 'evil.example' WHERE key = 'jyj'", "域名"),
    "office": ("UPDATE registry_organisation SET name_zh_hans = '假' WHERE code = 'jyj-office'", "机构名称（中文）"),
    "edition": ("INSERT INTO registry_edition (site_id, language) SELECT id, 'mn-mong' FROM registry_site "
                "WHERE key = 'jyj'", "语种版本"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_went_around_the_wall_holds_that_site_alone(var, site, column, name):
    office = make_site("jyj", "jyj", kind="department")
    news = make_column(office)
    release_pending()
    before = pages(var, office)
    sql, label = TAMPERINGS[name]
    with connection.cursor() as cursor:
        cursor.execute(sql)
    theirs, ours = publish(make_content(office, column=news.key)), publish(make_content(site, column=column.key))
    assert release_pending() == 1
    assert (root(var, site) / ours.path).exists() and pages(var, office) == before
    entry = OutboxEntry.objects.get(released_at=None)
    assert entry.document == theirs.key and "Unsettled" in entry.error and label in entry.error
    with pytest.raises(Unsettled, match=label.partition("（")[0]):
        release_site(Site.objects.get(key="jyj"), "full build")
    assert pages(var, office) == before and not (var / "www" / "evil.example").exists()
    checking.restore(person="admin")
    Task.objects.update(attempts=0)
    assert release_pending() == 1
    assert (root(var, office) / theirs.path).exists()
    assert (
        Edition.objects.filter(site=office).count() == 1 and Organisation.objects.filter(name_zh_hans="假").count() == 0
    )


def test_an_altered_portal_is_shown_by_others_as_it_was_settled(var, site, column):
    office = make_site("jyj", "jyj", kind="department")
    news = make_column(office)
    release_pending()
    assert "网站portal" in pages(var, office)
    Site.objects.filter(pk=site.pk).update(name_zh_hans="假门户", host="evil.example")
    Site.objects.filter(pk=office.pk).update(police_number="")
    link = f'<p><a href="document:{column.key}">栏目</a></p>'
    publish(make_content(office, column=news.key, payload={"body": [{"type": "text", "html": link}]}))
    assert release_pending() == 1
    release_site(Site.objects.select_related("organisation").get(pk=office.pk), "full build")
    shown = pages(var, office)
    assert "假门户" not in shown and "evil.example" not in shown and "网站portal" in shown and 'href="/xw/"' in shown


def test_a_moved_site_is_linked_at_its_new_address(var, site, column):
    far = make_site("far", host="far.example.localhost", kind="township")
    target = publish(make_content(far, column=make_column(far).key))
    link = f'<p><a href="document:{target.key}">那边</a></p>'
    ours = publish(make_content(site, column=column.key, payload={"body": [{"type": "text", "html": link}]}))
    release_pending()
    assert "http://far.example.localhost:8001/xw/" in (root(var, site) / ours.path).read_text()
    settle(changed("site", "far", "far", host="near.example.localhost"))
    assert release_pending() == 1
    assert "http://near.example.localhost:8001/xw/" in (root(var, site) / ours.path).read_text()
    assert (var / "www" / "near.example.localhost" / target.path).exists()
    assert not (var / "www" / "far.example.localhost" / target.path).exists()


def redirect(path, target, site="portal"):
    payload = {"site": site, "path": path, "target": target, "note": ""}
    return settled.Change("redirect", redirects.key_of(site, path), site, payload)


def test_an_old_address_leads_on_and_a_removed_one_leads_nowhere(var, site, column):
    release_pending()
    settle(redirect("old/news.html", "/xw/"))
    settle(redirect("gone/", ""))
    settle(redirect("show.jsp", "https://www.example.gov.cn/"))
    assert release_pending() == 3
    page = (root(var, site) / "old/news.html").read_text()
    assert 'http-equiv="refresh" content="0; url=/xw/"' in page and "noindex" in page
    assert "页面已撤下" in (root(var, site) / "gone/index.html").read_text()
    assert not (root(var, site) / "show.jsp").exists()
    assert json.loads((root(var, site) / "redirects.json").read_text())["old/news.html"] == "/xw/"
    assert ask(var, "/old/news.html")[:2] == ("301", "/xw/")
    assert ask(var, "/show.jsp")[:2] == ("301", "https://www.example.gov.cn/")
    status, _location, body = ask(var, "/gone/")
    assert status == "410" and "页面已撤下" in body
    assert ask(var, "/xw/")[0] == "200" and ask(var, "/elsewhere")[0] == "404"
    assert list(differences(site)) == []
    settle(settled.Change("redirect", redirects.key_of("portal", "old/news.html"), "portal", {}))
    release_pending()
    assert ask(var, "/old/news.html")[0] == "404" and not (root(var, site) / "old").exists()
    assert list(differences(site)) == []


def test_a_site_below_answers_its_own_old_addresses(var, site, column):
    office = make_site("jyj", "jyj", kind="department")
    make_column(office)
    release_pending()
    settle(redirect("old.html", "/jyj/xw/", site="jyj"))
    release_pending()
    assert ask(var, "/jyj/old.html")[:2] == ("301", "/jyj/xw/") and ask(var, "/old.html")[0] == "404"


def test_a_document_wins_over_an_old_address(var, site, column):
    release_pending()
    settle(redirect("new/", "/xw/"))
    release_pending()
    make_column(site, slug="new")
    release_pending()
    assert ask(var, "/new/")[0] == "200" and list(differences(site)) == []
    release_site(site, "full build")
    assert "http-equiv" not in (root(var, site) / "new/index.html").read_text()
    assert ask(var, "/new/")[0] == "200" and list(differences(site)) == []


def test_a_document_returns_to_the_address_that_led_on_meanwhile(var, site, column):
    content = make_content(site, column=column.key)
    document = publish(content)
    release_pending()
    take_back(document)
    settle(redirect(document.path, "/xw/"))
    release_pending()
    assert ask(var, f"/{document.path}")[0] == "301"
    publish(content)
    release_pending()
    assert ask(var, f"/{document.path}")[0] == "200" and list(differences(site)) == []
