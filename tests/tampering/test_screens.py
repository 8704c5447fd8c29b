"""What the watch found is shown to those whom it concerns, machine by machine; nothing in it is trusted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cms.accounts.grant import grant
from sites.exchange.watch_files import FILE, folder
from sites.mirrors.asking import OLDER
from sites.mirrors.models import Mirror
from tests.accounts.offices import administrators, person
from tests.tampering.conftest import report, state

pytestmark = pytest.mark.django_db
STOPPED, SILENT, NEVER = "值守已停止", "节点没有报告", "没有运行过"


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def text(client, name="cms_tampering:overview", **query):
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return answer.content.decode()


def section(page, machine):
    """Return the part of the screen about one machine."""
    return page.split(f'id="machine-{machine}"')[1].split("</section>")[0]


@pytest.fixture
def system(db):
    return browser(administrators()["system"])


@pytest.fixture
def keeper(township):
    """The township's own administrator."""
    user = person("keeper")
    grant(user, township.site, "site_admin", by="test")
    return browser(user)


def test_before_anything_ran_it_says_what_to_do(system):
    page = text(system)
    assert NEVER in page and "sumu-node" in page and "没有发现过改动" in page and STOPPED not in page
    assert "网页防篡改</h2>" not in text(system, "wagtailadmin_home"), "what never ran is no alarm"


def test_a_running_watch_and_what_it_found_newest_first(system, portal, here):
    here.state(state())
    here.write(report("www.example.gov.cn/old.html", hours=30))
    here.write(report("www.example.gov.cn/new.php", kind="added", done="已移入隔离区", evidence="/srv/quarantine/new"))
    here.write(report("stranger.example", site="", kind="added"))
    here.write(report("www.example.gov.cn/", kind="unsigned", done="未处理", detail="没有签名"))
    page = text(system)
    assert "正在值守" in page and "345 个文件" in page and "用时 12.5 秒" in page and "7 次" in page and "3 项" in page
    order = [page.index(part) for part in ("未处理", "stranger.example", "new.php", "old.html")]
    assert order == sorted(order)
    for said in (
        "portal网站",
        "不属于任何站点",
        "多出，已移入隔离区",
        "用时 0.3 秒",
        "/srv/quarantine/new",
        "没有签名",
    ):
        assert said in page
    assert "24 小时内发现 3 项改动" in text(system, "wagtailadmin_home")


@pytest.mark.parametrize("minutes", [4, 60 * 24 * 30, -4])
def test_a_watch_that_stopped_is_an_alarm(system, here, minutes):
    here.state(state(minutes))
    assert STOPPED in text(system) and "正在值守" not in text(system)
    assert STOPPED in text(system, "wagtailadmin_home")


def test_old_findings_are_no_alarm(system, here):
    here.state(state())
    here.write(report("www.example.gov.cn/old.html", hours=25))
    assert "old.html" in text(system) and "小时内发现" not in text(system, "wagtailadmin_home")


def test_each_node_is_shown_by_itself(system, portal, here, node):
    here.state(state())
    node("county", report("www.example.gov.cn/at-county.php"), said=state(files=99))
    node("banner", minutes=11, silence="Connection refused")
    node("league", said=state(minutes=30))
    Mirror.objects.create(name="elder", address="ssh://elder", asked_at=datetime.now(UTC), silence=OLDER)
    Mirror.objects.create(name="newer", address="ssh://newer")
    page = text(system)
    assert "正在值守" in section(page, "here") and "at-county" not in section(page, "here")
    county = section(page, "county")
    assert "正在值守" in county and "at-county.php" in county and "99 个文件" in county
    assert SILENT in section(page, "banner") and "Connection refused" in section(page, "banner")
    assert STOPPED in section(page, "league")
    assert "请升级节点上的程序" in section(page, "elder") and "每分钟询问一次" in section(page, "newer")
    home = text(system, "wagtailadmin_home")
    for said in ("节点 county：24 小时内发现 1 项", "节点 banner：节点没有报告", f"节点 league：{STOPPED}"):
        assert said in home
    assert "elder" not in home and "newer" not in home


def test_a_site_administrator_sees_the_own_site_alone(system, keeper, portal, township, here, node):
    here.state(state(minutes=60))
    for where, site in (("portal-page", "portal"), ("own-page", "township"), ("nobodys", "")):
        here.write(report(f"www.example.gov.cn/{where}", site=site))
    node("county", report("www.example.gov.cn/node-own", site="township"), report("x/node-foreign"))
    node("banner", report("x/banner-foreign"), silence="secret reason", minutes=30)
    page = text(keeper)
    assert "own-page" in page and "node-own" in page and STOPPED in page
    for where in (page, text(keeper, "cms_tampering:findings"), text(keeper, "cms_tampering:findings", node="county")):
        assert not [
            part for part in ("portal-page", "nobodys", "node-foreign", "banner-foreign", "secret") if part in where
        ]
    assert "本站点没有发现过改动" in section(page, "banner")
    home = text(keeper, "wagtailadmin_home")
    assert "24 小时内在本站点发现 1 项改动" in home and "banner" not in home and STOPPED not in home
    assert reverse("cms_tampering:overview") in home


def test_nobody_else_sees_it(portal, here):
    here.write(report("www.example.gov.cn/x"))
    three = administrators()
    for user in (portal.editor, portal.first, portal.sign, three["security"], three["audit"]):
        client = browser(user)
        for name in ("cms_tampering:overview", "cms_tampering:findings"):
            assert client.get(reverse(name)).status_code in (302, 403)
        home = text(client, "wagtailadmin_home")
        assert reverse("cms_tampering:overview") not in home and "小时内发现" not in home
    assert "x</code>" in text(browser(person("root", is_superuser=True)))


def test_nothing_can_be_sent_and_an_unknown_node_is_not_found(system):
    assert system.post(reverse("cms_tampering:overview")).status_code == 405
    assert system.get(reverse("cms_tampering:findings"), {"node": "nobody"}).status_code == 404


def test_what_an_intruder_named_is_text(system, portal, here, node):
    name = '<script>alert("1")</script>'
    here.write(report(f"www.example.gov.cn/{name}\u202e\udcff", kind=name[:20], done=name[:20], detail=name))
    node("county", report(name, site=name, evidence=name), silence=name)
    page = text(system)
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page and "\u202e" not in page


def test_many_findings_are_paged_and_counted(system, portal, here, node):
    for number in range(120):
        here.write(report(f"www.example.gov.cn/{number}.html"))
    page = text(system)
    assert page.count("sumu-tampering__finding") == 20 and "以上是最近的 20 项" in page and "119.html" in page
    pages = [text(system, "cms_tampering:findings", p=number) for number in (1, 2, 3)]
    assert [one.count("sumu-tampering__finding") for one in pages] == [50, 50, 20]
    assert all("共 120 项" in one for one in pages) and "第 3 页，共 3 页" in pages[2] and "/0.html" in pages[2]
    node("county", *(report(f"x/{number}", site="portal") for number in range(60)))
    first = text(system, "cms_tampering:findings", node="county")
    assert "?node=county&amp;p=2" in first and "共 60 项" in first


def test_the_list_ends_somewhere(system, here, monkeypatch):
    monkeypatch.setattr("cms.tampering.screens.MOST", 30)
    for number in range(40):
        here.write(report(f"x/{number}"))
    page = text(system, "cms_tampering:findings")
    assert "最近的 30 项" in page and page.count("sumu-tampering__finding") == 30


def test_damaged_lines_are_passed_over_and_long_files_read_from_the_end(system, here, var):
    path = folder(var) / FILE
    path.write_bytes(b'{"at": \n' + b"\xff\n" * 3 + b"[]\n" + b"[" * 5000 + b"\n")
    for number in range(1000):
        here.write(report(f"x/{number}", detail="说明" * 40))
    with path.open("ab") as stream:
        stream.write(b'{"at": "2026')
    page = text(system)
    assert "x/999" in page and path.stat().st_size > 1 << 17
    assert "共 1000" in text(system, "cms_tampering:findings") or "最近的 1000" in text(
        system, "cms_tampering:findings"
    )


def test_a_node_from_the_future_raises_no_lasting_alarm(system, here, node):
    here.state(state())
    later = (datetime.now(UTC) + timedelta(days=400)).isoformat()
    node("county", report("x/future", at=later), report("x/now"))
    assert "24 小时内发现 1 项" in text(system, "wagtailadmin_home")
