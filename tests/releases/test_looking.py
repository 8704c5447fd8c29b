"""The time line, one release, a page before and after, the site of a day, its archive; only for its own people."""

import re
import tarfile
from io import BytesIO

from django.urls import reverse

from cms.accounts.grant import grant
from cms.releases import links, pictures, wording
from cms.releases.site_at import SiteAt
from sites.registry.models import Site
from sites.store.models import AuditEntry, Document
from tests.accounts.offices import administrators, office, person
from tests.parts import chromium as has_chromium


def get(place, name, *arguments, who="admin", **query):
    return place.clients[who].get(reverse(f"cms_releases:{name}", args=["portal", *arguments]), query)


def path_of(title):
    return Document.objects.get(title=title).path


def test_the_time_line_tells_what_each_release_was_for(place):
    shown = get(place, "timeline").content.decode()
    assert shown.count('class="sumu-releases__line"') == len(place.names)
    assert "改过的题目" in shown and "审签：" in shown and "撤下" in shown
    assert (
        get(place, "timeline", **{"from": place.names[-1]}).content.decode().count('class="sumu-releases__line"') == 1
    )


def test_a_release_lists_its_pages_and_each_before_and_after(place, monkeypatch):
    name, path = place.names[0], path_of("改过的题目")
    assert path in get(place, "release", name).content.decode()
    page = get(place, "page", name, path).content.decode()
    assert "原来的题目" in page and "改过的题目" in page and "<del>" in page
    monkeypatch.setenv("SUMU_CHROMIUM", "")
    monkeypatch.setenv("PATH", "/nowhere")
    assert not pictures.is_possible()
    framed = get(place, "page", name, path).content.decode()
    assert framed.count("<iframe") == 2 and "/picture/" not in framed
    assert get(place, "page", name, "nowhere.html").status_code == 404


def test_pictures_are_drawn_once_and_kept(place, var):
    assert has_chromium(), "Chromium is missing: apt-get install chromium"
    path = path_of("改过的题目")
    before = get(place, "picture", place.names[-1], path)
    after = get(place, "picture", place.names[0], path)
    assert before.status_code == after.status_code == 200 and before["Content-Type"] == "image/png"
    assert before.content.startswith(b"\x89PNG") and before.content != after.content
    assert len(list((var / "drawn" / "portal").glob("*/*.png"))) == 2
    assert get(place, "picture", place.names[-1], path).content == before.content


def test_the_site_of_a_day_stays_within_itself(place):
    name = place.names[-1]
    answer = get(place, "at", name)
    text, root = answer.content.decode(), reverse("cms_releases:at", args=["portal", name])
    assert "sandbox" in answer["Content-Security-Policy"] and "script-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"].startswith("private, no-store") and f'href="{root}assets/' in text
    assert 'href="/' not in text.replace(f'href="{root}', "").replace('href="/admin/releases/portal/', "")
    css = re.search(rf'href="({root}assets/[^"]+\.css)"', text)[1]
    assert place.clients["admin"].get(css)["Content-Type"].startswith("text/css")
    assert "原来的题目" in get(place, "at", name, path_of("改过的题目")).content.decode()
    assert get(place, "at", name, "../../x").status_code == 404
    assert get(place, "at", name, "nowhere/").status_code == 404
    day = get(place, "day", date="2099-01-01")
    assert day["Location"] == reverse("cms_releases:look", args=["portal", place.names[0]])
    for wrong in ("1999-01-01", "gestern"):
        assert get(place, "day", date=wrong)["Location"] == reverse("cms_releases:timeline", args=["portal"])
    assert "的网站" in get(place, "look", name).content.decode()
    assert "通向别的网站" in get(place, "outside", name, to="https://www.gov.cn/").content.decode()


def test_links_of_an_old_page_are_led_inside_or_said_to_lead_out(place):
    at = SiteAt.find(place.office.site, place.names[-1])
    html = (
        b'<a href="/tzgg/">x</a><a href="/jyj/">y</a><a href="https://www.gov.cn/a?b=1&amp;c=2" target="_blank">z</a>'
        b'<a href="javascript:alert(1)">j</a><a href="#top">t</a><a href="next.html">n</a>'
        b'<img src="/media/aa/x.jpg" srcset="/assets/a.jpg 1x, /jyj/b.jpg 2x"><a href="http://www.example.gov.cn/tzgg/#p">'
    )
    led = links.rewritten(html, at, lambda path: f"IN/{path}", lambda address: f"OUT/{address}").decode()
    assert 'href="IN/tzgg/"' in led and 'href="OUT//jyj/"' in led and "target" not in led
    assert 'href="OUT/https://www.gov.cn/a?b=1&amp;c=2"' in led and 'href="OUT/javascript:alert(1)"' in led
    assert 'href="#top"' in led and 'href="next.html"' in led and 'href="IN/tzgg/#p"' in led
    assert 'srcset="IN/assets/a.jpg 1x, OUT//jyj/b.jpg 2x"' in led


def test_words_that_changed_are_told_apart():
    before = b"<title>A</title><p>one</p><p>two</p><img alt='map'><script>x()</script>"
    said = wording.difference(before, before.replace(b"two", b"three"))
    assert [(one.how, one.text) for one in said if one.how != "same"] == [("gone", "two"), ("new", "three")]
    assert wording.difference(before, before) == [] and "x()" not in wording.lines_of(before)
    assert "［图］map" in wording.lines_of(before)


def test_the_archive_holds_the_very_bytes_and_is_noted(place):
    name = place.names[-1]
    address = reverse("cms_releases:archive", args=["portal", name])
    assert place.clients["admin"].get(address).status_code == 405
    answer = place.clients["admin"].post(address)
    data = b"".join(answer.streaming_content)
    at = SiteAt.find(place.office.site, name)
    with tarfile.open(fileobj=BytesIO(data)) as tar:
        path = path_of("改过的题目")
        assert tar.extractfile(path).read() == at.read(path)
        assert "BEGIN SSH SIGNATURE" in tar.extractfile("RELEASE.txt").read().decode()
    entry = AuditEntry.objects.get(act="export site archive")
    assert (entry.person, entry.detail["release"]) == ("portal-site-admin", name)


def test_only_the_sites_own_people_and_the_auditor_look(place):
    other = office("township", path="township", kind=Site.Kind.TOWNSHIP)
    stranger = person("township-admin")
    grant(stranger, other.site, "site_admin", by="test")
    three = administrators()
    name = place.names[-1]
    addresses = [
        reverse("cms_releases:timeline", args=["portal"]),
        reverse("cms_releases:release", args=["portal", name]),
        reverse("cms_releases:at", args=["portal", name]),
        reverse("cms_releases:look", args=["portal", name]),
    ]
    may = {"admin": place.admin, "first": place.office.first, "audit": three["audit"]}
    may_not = [place.office.editor, stranger, three["system"], three["security"], person("root", is_superuser=True)]
    for user in may.values():
        assert [place.client(user).get(address).status_code for address in addresses] == [200] * len(addresses)
    for user in may_not:
        answers = [place.client(user).get(address).status_code for address in addresses]
        assert set(answers) <= {302, 403, 404}, user
    foreign = reverse("cms_releases:at", args=["township", name])
    assert place.client(stranger).get(foreign).status_code == 404
