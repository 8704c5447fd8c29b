"""The configuration made from the registry, judged and served by a real nginx."""

import http.client
import json
import subprocess
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from sites.release.hosts import hosts, roots
from sites.web.nginx.configuration import Options, configuration, quoted
from sites.web.nginx.maps import write_maps
from sites.web.server import response_headers
from tests.store.factories import make_site
from tests.web.web_server import Nginx, free_port

HOST, OWN = "www.example.localhost", "nmj.example.localhost"
LONG = "/".join(["zhengwugongkai-fadingzhudonggongkaineirong"] * 5) + "/20261121"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Web:
    """What a reader's browser sees."""

    nginx: Nginx
    port: int
    options: Options

    def get(self, path: str, host: str = HOST, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers={"Host": host} | headers)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, told, response.read())
        connection.close()
        return answer


@pytest.fixture
def www(var) -> Path:
    files = {
        f"{HOST}/index.html": "门户",
        f"{HOST}/404.html": "门户：找不到",
        f"{HOST}/search/index.html": "门户检索",
        f"{HOST}/tzgg/20261121/1.html": "通知",
        f"{HOST}/tzgg/20261121/2.html": "此页已撤下",
        f"{HOST}/assets/site.0123456789ab.css": "body{}",
        f"{HOST}/media/ab/abc.pdf": "%PDF",
        f"{HOST}/mn-mong/404.html": "蒙古文：找不到",
        f"{HOST}/jyj/index.html": "教育局",
        f"{HOST}/jyj/404.html": "教育局：找不到",
        f"{HOST}/redirects.json": json.dumps({"old/1.html": "/tzgg/20261121/1.html", "tzgg/20261121/2.html": ""}),
        f"{HOST}/redirects-1.json": json.dumps({f"{LONG}/7.html": "", f"{LONG}/8.html": "/tzgg/"}),
        f"{HOST}/{LONG}/7.html": "此页已撤下",
        f"{HOST}/jyj/redirects.json": json.dumps({"旧/页.html": "https://example.gov.cn/新?a=1&b=2"}),
        f"{OWN}/index.html": "农牧局",
    }
    for name, text in files.items():
        path = var / "www" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (var / "www" / HOST / "link.html").symlink_to(var / "www" / HOST / "index.html")
    (var / "www" / HOST / ".git").mkdir()
    (var / "www" / HOST / ".git" / "config").write_text("secret")
    return var / "www"


@pytest.fixture
def sites(db):
    make_site(languages=("zh-hans", "mn-mong"))
    make_site("jyj", "jyj")
    make_site("nmj", host=OWN)


@pytest.fixture
def web(sites, www, tmp_path):
    nginx, port = Nginx(tmp_path), free_port()
    options = Options(maps=tmp_path / "maps", search="127.0.0.1:1", http_port=port)
    write_maps(options.maps, roots())
    nginx.check(configuration(options, hosts()))
    nginx.start(port)
    yield Web(nginx, port, options)
    nginx.stop()


def test_every_file_comes_with_the_headers_of_the_table(web):
    for path in ("/", "/tzgg/20261121/1.html", "/nothing-here", "/jyj/", "/old/1.html"):
        answer = web.get(path)
        for name, value in response_headers():
            assert answer.headers[name.lower()] == value, (path, name)
        assert "nginx/" not in answer.headers["server"]


def test_hosts_and_paths_lead_to_their_own_web_roots(web):
    assert web.get("/").body.decode() == "门户" and web.get("/jyj/").body.decode() == "教育局"
    assert web.get("/", OWN).body.decode() == "农牧局"
    assert web.get("/", "evil.example.com").status == 404
    assert web.get("/jyj").status == 301 and web.get("/jyj").headers["location"] == "/jyj/"


def test_what_is_not_found_is_told_in_the_readers_edition(web):
    for path, text in (("/x", "门户"), ("/jyj/x/y.html", "教育局"), ("/mn-mong/tz/", "蒙古文")):
        answer = web.get(path)
        assert answer.status == 404 and answer.body.decode() == f"{text}：找不到"


def test_types_and_caching(web):
    assert web.get("/").headers["content-type"] == "text/html; charset=utf-8"
    style = web.get("/assets/site.0123456789ab.css")
    assert style.headers["content-type"] == "text/css; charset=utf-8" and "immutable" in style.headers["cache-control"]
    assert web.get("/media/ab/abc.pdf").headers["content-type"] == "application/pdf"
    assert web.get("/").headers["cache-control"] == "no-cache"
    assert "cache-control" not in web.get("/assets/missing.css").headers
    tag = web.get("/").headers["etag"]
    assert web.get("/", **{"If-None-Match": tag}).status == 304


def test_old_addresses_lead_on_and_withdrawn_ones_are_gone(web):
    moved = web.get("/old/1.html")
    assert (moved.status, moved.headers["location"]) == (301, "/tzgg/20261121/1.html")
    gone = web.get("/tzgg/20261121/2.html")
    assert gone.status == 410 and gone.body.decode() == "此页已撤下"
    far_down = web.get(f"/{LONG}/7.html")
    assert far_down.status == 410 and far_down.body.decode() == "此页已撤下"
    assert web.get(f"/{LONG}/8.html").headers["location"] == "/tzgg/"
    away = web.get("/jyj/%E6%97%A7/%E9%A1%B5.html")
    assert away.status == 301 and away.headers["location"].startswith("https://example.gov.cn/")


def test_a_change_of_the_maps_counts_after_a_reload(web, www):
    assert not write_maps(web.options.maps, roots())
    (www / HOST / "redirects.json").write_text(json.dumps({"old/2.html": "/"}))
    assert write_maps(web.options.maps, roots())
    subprocess.run(web.nginx.command("-s", "reload"), check=True, capture_output=True)
    for _attempt in range(500):
        if (web.get("/old/2.html").status, web.get("/old/1.html").status) == (301, 404):
            return
    raise AssertionError("nginx goes on with the old maps")


def test_nothing_but_reading_and_nothing_hidden(web):
    assert web.get("/", method="POST").status == 405 and web.get("/", method="HEAD").status == 200
    assert web.get("/.git/config").status == 404 and web.get("/jyj/../.git/config").status == 404
    assert web.get("/link.html").status in (403, 404)


def test_while_the_search_is_down_the_empty_form_is_shown(web):
    answer = web.get("/search/?q=%E9%98%B2%E6%B1%9B")
    assert answer.body.decode() == "门户检索"
    assert answer.headers["content-security-policy"]


def test_precompressed_files_are_sent_to_those_who_take_them(web, www):
    import gzip

    (www / HOST / "index.html.gz").write_bytes(gzip.compress("门户".encode()))
    answer = web.get("/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip" and gzip.decompress(answer.body).decode() == "门户"
    assert "content-encoding" not in web.get("/").headers


def test_https_hosts_speak_http_2_and_lead_there_from_http(db, var, tmp_path):
    site = make_site()
    type(site).objects.filter(pk=site.pk).update(scheme="https")
    root = var / "www" / HOST
    root.mkdir(parents=True)
    (root / "index.html").write_text("门户")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    files = ["-keyout", str(tmp_path / f"{HOST}.key"), "-out", str(tmp_path / f"{HOST}.crt")]
    subprocess.run([*request, *files], check=True, capture_output=True)
    nginx, plain, secure = Nginx(tmp_path), free_port(), free_port()
    options = Options(maps=tmp_path / "maps", http_port=plain, https_port=secure, certificates=tmp_path)
    write_maps(options.maps, roots())
    nginx.check(configuration(options, hosts()))
    nginx.start(secure)
    try:
        told = subprocess.run(
            [
                "curl",
                "-sk",
                "--http2",
                "-D",
                "-",
                "--resolve",
                f"{HOST}:{secure}:127.0.0.1",
                f"https://{HOST}:{secure}/",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert told.startswith("HTTP/2 200") and "strict-transport-security" in told and told.endswith("门户")
        web = Web(nginx, plain, options)
        assert web.get("/a?b=1").headers["location"] == f"https://{HOST}/a?b=1"
    finally:
        nginx.stop()


def test_the_command_writes_a_configuration_that_nginx_takes(sites, www, tmp_path):
    target = tmp_path / "sumu.conf"
    call_command("nginx_config", output=target, maps=tmp_path / "maps", http_port=free_port(), stdout=StringIO())
    Nginx(tmp_path).check(target.read_text())
    with pytest.raises(SystemExit):
        call_command("nginx_config", maps=tmp_path / "maps", maps_only=True)


@pytest.mark.parametrize("bad", ["$host", "a\nb", "a\tb"])
def test_a_value_that_nginx_would_read_otherwise_is_refused(bad):
    with pytest.raises(ValueError, match="nginx"):
        quoted(bad)
