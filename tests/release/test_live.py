"""A task is live when its public address answered rightly: real requests to real servers over real web roots."""

import shutil
import socket
import threading
from collections.abc import Iterator

import pytest
import waitress

from sites.build.models import Output
from sites.registry import addresses
from sites.registry.models import Site
from sites.release.hosts import hosts, roots
from sites.release.live.asking import server
from sites.release.live.live import LiveCheck, check_live
from sites.release.models import Task
from sites.release.publishing import release_pending
from sites.web.nginx.configuration import Options, configuration
from sites.web.nginx.maps import write_maps
from sites.web.server import web_root_application
from tests.store.factories import make_column, make_content, make_site, publish, take_back
from tests.web.web_server import Nginx, free_port

from .certificates import Authority

pytestmark = pytest.mark.django_db


class Serving:
    """A web server over one folder of web roots."""

    def __init__(self, var, port: int) -> None:
        self.port = port
        self.server = waitress.create_server(web_root_application(var, ""), host="127.0.0.1", port=port, threads=4)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.close()
        self.server.task_dispatcher.shutdown()


@pytest.fixture
def served(var) -> Iterator[Serving]:
    found = Serving(var, free_port())
    yield found
    found.stop()


@pytest.fixture
def site(served) -> Site:
    return make_site(port=served.port)


@pytest.fixture
def column(site):
    return make_column(site)


def publish_article(site, column, **more):
    document = publish(make_content(site, column=column.key, **more))
    release_pending()
    return document


def task_of(document) -> Task:
    return Task.objects.filter(entry__document=document.key).latest("entry_id")


def root_of(var, site):
    return var / "www" / site.host / site.path


def test_a_task_is_live_once_its_address_answers_with_what_was_released(site, column):
    document = publish_article(site, column)
    assert task_of(document).built_at and not task_of(document).live_at
    assert check_live() == Task.objects.count() > 2
    assert task_of(document).live_at and not task_of(document).live_error
    assert check_live() == 0


def test_another_version_at_the_address_is_not_live_until_it_is_put_right(var, site, column):
    document = publish_article(site, column)
    path = root_of(var, site) / document.path
    good = path.read_bytes()
    path.write_bytes(good + b"<!-- -->")
    check_live()
    task = task_of(document)
    assert task.live_at is None
    assert task.live_error == "尚未能从公开地址核对：公开地址上仍是另一个版本"
    path.unlink()
    Task.objects.filter(pk=task.pk).update(live_tried_at=None)
    check_live()
    assert "返回 404" in task_of(document).live_error
    path.write_bytes(good)
    Task.objects.filter(pk=task.pk).update(live_tried_at=None)
    check_live()
    assert task_of(document).live_at and not task_of(document).live_error


def test_a_server_that_is_down_is_said_and_left_alone_while_others_are_asked(var, site, column):
    other = make_site("jyj", host="other.localhost", port=free_port(), kind="department")
    make_column(other)
    document = publish_article(site, column)
    release_pending()
    check = LiveCheck()
    check.finish()
    assert task_of(document).live_at
    down = Task.objects.filter(site=other)
    assert set(down.values_list("live_error", flat=True)) == {"尚未能从公开地址核对：连接被拒绝"}
    assert check._silent(other) and not check._silent(site)
    again = Serving(var, other.port)
    try:
        down.update(live_tried_at=None)
        check_live()
        assert not down.filter(live_at=None).exists()
    finally:
        again.stop()
        check.close()


def test_a_server_that_says_nothing_holds_nobody_up(site, column, settings):
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        settings.SUMU_LIVE_CHECK = [f"127.0.0.1:{mute.getsockname()[1]}"]
        document = publish_article(site, column)
        check_live()
    assert task_of(document).live_error == "尚未能从公开地址核对：没有在规定时间内回答"


def test_a_name_that_is_not_known_is_said(column, site):
    Site.objects.filter(pk=site.pk).update(host="nowhere.invalid")
    release_pending()
    Task.objects.update(live_at=None)
    check_live()
    assert {error.rpartition("：")[2] for error in Task.objects.values_list("live_error", flat=True)} <= {
        "域名无法解析",
        "网络不通",
    }


def test_every_mirror_must_answer_rightly_and_each_is_told(var, site, column, served, settings, tmp_path):
    document = publish_article(site, column)
    shutil.copytree(var / "www", tmp_path / "mirror" / "www")
    mirror = Serving(tmp_path / "mirror", free_port())
    settings.SUMU_LIVE_CHECK = [f"127.0.0.1:{served.port}", f"127.0.0.1:{mirror.port}"]
    try:
        check_live()
        assert task_of(document).live_at
        content = make_content(
            site,
            column=column.key,
            key=document.key,
            translation_group=document.translation_group,
            payload={"title": "新标题"},
        )
        publish(content)
        release_pending()
        check_live()
        task = task_of(document)
        assert task.live_at is None
        assert (
            task.live_error == "尚未能从公开地址核对："
            f"127.0.0.1:{served.port}：正确；127.0.0.1:{mirror.port}：公开地址上仍是另一个版本"
        )
        shutil.copytree(var / "www", tmp_path / "mirror" / "www", dirs_exist_ok=True)
        Task.objects.update(live_tried_at=None)
        check_live()
        assert task_of(document).live_at
    finally:
        mirror.stop()


def test_only_the_newest_of_several_changes_of_a_page_counts(site, column):
    document = publish_article(site, column)
    for title in ("第二版", "第三版"):
        publish(
            make_content(
                site,
                column=column.key,
                key=document.key,
                translation_group=document.translation_group,
                payload={"title": title},
            )
        )
        release_pending()
    tasks = Task.objects.filter(entry__document=document.key)
    assert tasks.count() == 3
    check_live()
    assert not tasks.filter(live_at=None).exists()


def test_what_was_withdrawn_is_live_when_its_address_says_so(var, site, column):
    document = publish_article(site, column)
    check_live()
    page = (root_of(var, site) / document.path).read_bytes()
    take_back(document)
    release_pending()
    (said,) = root_of(var, site).glob("redirects-*.json")
    kept, gone = said.read_bytes(), (root_of(var, site) / document.path).read_bytes()
    said.unlink()
    (root_of(var, site) / document.path).write_bytes(page)
    check_live()
    assert "已撤下，公开地址却仍能打开" in task_of(document).live_error and not task_of(document).live_at
    said.write_bytes(kept)
    (root_of(var, site) / document.path).write_bytes(gone)
    Task.objects.update(live_tried_at=None)
    check_live()
    assert task_of(document).live_at


def test_what_leads_elsewhere_since_it_was_withdrawn_is_live_when_it_does(var, site, column):
    other = publish_article(site, column)
    document = publish_article(site, column)
    take_back(document, leads_to=f"document:{other.key}")
    release_pending()
    (said,) = root_of(var, site).glob("redirects-*.json")
    kept = said.read_bytes()
    said.write_text("{}")
    check_live()
    assert not task_of(document).live_at
    said.write_bytes(kept)
    Task.objects.update(live_tried_at=None)
    check_live()
    assert task_of(document).live_at


def test_a_page_of_a_site_under_a_path_and_its_homes(site, served):
    below = make_site("jyj", path="jyj", port=served.port, kind="department")
    column = make_column(below)
    publish_article(below, column)
    check_live()
    built = Task.objects.filter(built_at__isnull=False)
    assert built.exists() and not built.filter(live_at=None).exists()
    home = Output.objects.get(site=below, kind="home")
    assert addresses.local_url(below, home.path) == "/jyj/"


def test_a_real_nginx_answers(var, settings, tmp_path):
    port = free_port()
    site = make_site(port=port)
    column = make_column(site)
    document = publish_article(site, column)
    options = Options(maps=tmp_path / "maps", search="127.0.0.1:1", http_port=port)
    write_maps(options.maps, roots())
    nginx = Nginx(tmp_path)
    nginx.check(configuration(options, hosts()))
    nginx.start(port)
    try:
        check_live()
        assert task_of(document).live_at
    finally:
        nginx.stop()


@pytest.mark.parametrize("wrong", ["another name", "an authority nobody trusts"])
def test_a_site_with_tls_is_live_only_behind_its_own_certificate(var, tmp_path, monkeypatch, wrong):
    """A certificate of somebody else is what readers are warned of; the right one makes the same task live."""
    secure = free_port()
    site = make_site(scheme="https", port=secure)
    document = publish_article(site, make_column(site))
    authority = Authority(tmp_path)
    authority.issue(site.host, "elsewhere.example" if wrong == "another name" else site.host)
    if wrong == "another name":
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    options = Options(maps=tmp_path / "maps", http_port=free_port(), https_port=secure, certificates=tmp_path)
    write_maps(options.maps, roots())
    for is_right in (False, True):
        nginx = Nginx(tmp_path)
        nginx.check(configuration(options, hosts()))
        nginx.start(secure)
        try:
            check_live()
        finally:
            nginx.stop()
        task = task_of(document)
        assert bool(task.live_at) == is_right
        assert task.live_error == ("" if is_right else "尚未能从公开地址核对：HTTPS 证书不对")
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
        authority.issue(site.host, site.host)
        Task.objects.update(live_tried_at=None)


def test_names_of_servers():
    assert str(server("10.0.0.2:8080")) == "10.0.0.2:8080"
    assert str(server("https://mirror.example")) == "mirror.example:443"
    assert str(server("http://www.example.localhost:8001")) == "127.0.0.1:8001"
