"""Compressed versions are true at every moment: judged by a real nginx, and by what they unpack to."""

import gzip
import http.client
import json

import brotli
import pytest

from sites.node.bringing import bring_up
from sites.node.compressing import COMPRESSED, Compressor
from sites.node.hosting import hosts, maps_folder, refresh_maps
from sites.node.places import Places
from sites.web.checkout import LIVE
from sites.web.nginx.configuration import Options, configuration
from sites.web.server import web_root_application
from sites.web.siblings import compressed, is_true, original_of
from tests.node.conftest import HOST, held, sweep
from tests.parts import brotli_module
from tests.web.test_server import get
from tests.web.web_server import Nginx, free_port

UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


def page(words):
    return f"<p>{words}</p>".encode() * 100


@pytest.fixture
def site(node):
    node.release("portal", {"index.html": page("home"), "404.html": page("none"), "a/1.html": page("one"),
                            "a/2.html": page("two"), "assets/p.png": page("picture"), "s.html": b"short",
                            "redirects.json": b"{}"})  # fmt: skip
    compress(node)
    return node


def compress(node):
    while Compressor(node.var).compress_some(1000):
        pass


def siblings(node):
    return sorted(path.relative_to(node.www / HOST).as_posix() for path in (node.www / HOST).rglob("*.[gb][zr]"))


def test_they_lie_beside_what_gets_smaller_by_them(site):
    assert siblings(site) == [
        f"{path}.{end}" for path in ("404.html", "a/1.html", "a/2.html", "index.html") for end in ("br", "gz")
    ]
    folder = site.www / HOST
    assert (
        gzip.decompress((folder / "a/1.html.gz").read_bytes())
        == brotli.decompress((folder / "a/1.html.br").read_bytes())
        == page("one")
    )
    assert (folder / "a/1.html.gz").stat().st_mtime_ns == (folder / "a/1.html").stat().st_mtime_ns
    repository = site.repository("portal")
    assert repository.head(COMPRESSED).id == repository.head(LIVE).id and Compressor(site.var).compress_some(10) == 0
    assert not [path for path in held(site.www) if path.endswith((".gz", ".br"))]


def test_a_change_removes_them_and_only_what_changed_is_made_again(site):
    before = (site.www / HOST / "a/2.html.gz").stat().st_mtime_ns
    site.release("portal", {"index.html": page("new home"), "a/2.html": page("two")})
    assert siblings(site) == ["a/2.html.br", "a/2.html.gz"]
    assert Compressor(site.var).compress_some(1000) == 1
    assert siblings(site) == ["a/2.html.br", "a/2.html.gz", "index.html.br", "index.html.gz"]
    assert (site.www / HOST / "a/2.html.gz").stat().st_mtime_ns == before


def test_none_is_made_of_what_is_not_the_releases(site):
    site.release("portal", {"index.html": page("new home")})
    (site.www / HOST / "index.html").write_bytes(page("defaced"))
    compress(site)
    assert siblings(site) == []


def test_the_watch_knows_them_and_makes_false_ones_anew(site):
    sweep(site.agent())
    assert site.reports() == []
    for name, data in (
        ("index.html.gz", gzip.compress(page("defaced"))),
        ("a/1.html.br", brotli.compress(b"x" * 10_000_000)),
    ):
        (site.www / HOST / name).write_bytes(data)
    (site.www / HOST / "s.html.gz").write_bytes(gzip.compress(b"short"))
    sweep(site.agent())
    assert {report.address.removeprefix(HOST) for report in site.reports()} >= {"/index.html.gz", "/a/1.html.br"}
    assert gzip.decompress((site.www / HOST / "index.html.gz").read_bytes()) == page("home")
    assert brotli.decompress((site.www / HOST / "a/1.html.br").read_bytes()) == page("one")


@pytest.mark.parametrize("suffix", [".gz", ".br"])
def test_one_is_true_only_if_it_unpacks_to_exactly_the_file(suffix):
    import pygit2

    data = page("text")
    made, blob = compressed("a.html", data, suffix), pygit2.hash(data)
    assert is_true(made, suffix, blob, len(data))
    bomb = compressed("a.html", b"0" * 50_000_000, suffix)
    for wrong in (made[:-3], made + b"x", b"", b"x", compressed("a.html", data + b"!", suffix), bomb):
        assert not is_true(wrong, suffix, blob, len(data))
    assert (
        original_of("a.html" + suffix) == "a.html"
        and original_of("a.png" + suffix) is None
        and original_of("a") is None
    )


@pytest.fixture
def web(site, tmp_path):
    nginx, port = Nginx(tmp_path, f"load_module {brotli_module()};"), free_port()
    refresh_maps(site.var, Places(site.var), [])
    options = Options(maps=maps_folder(site.var), search="127.0.0.1:1", http_port=port, brotli=True)
    nginx.check(configuration(options, hosts(site.var, is_https=False)))
    nginx.start(port)
    yield lambda path, *taken: ask(port, path, *taken)
    nginx.stop()


def ask(port, path, *taken):
    """Return status, encoding and body, unpacked."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Host": HOST} | ({"Accept-Encoding": ", ".join(taken)} if taken else {}))
    answer = connection.getresponse()
    encoding, body = answer.getheader("Content-Encoding"), answer.read()
    if encoding:
        assert "accept-encoding" in (answer.getheader("Vary") or "").lower()
    connection.close()
    return answer.status, encoding, UNPACK[encoding](body)


def test_nginx_sends_them_and_never_an_old_one(site, web):
    assert web("/") == (200, None, page("home"))
    assert web("/", "gzip") == (200, "gzip", page("home")) and web("/", "gzip", "br") == (200, "br", page("home"))
    assert web("/nothing", "br") == (404, "br", page("none"))
    for number in range(5):
        site.release("portal", {"index.html": page(f"home {number}"), "redirects.json": b"{}"})
        for taken in ((), ("gzip",), ("br",)):
            assert web("/", *taken) == (200, None, page(f"home {number}"))
        compress(site)
        assert web("/", "gzip") == (200, "gzip", page(f"home {number}")) and web("/", "br")[2] == page(f"home {number}")


@pytest.mark.parametrize("stays", [True, False], ids=["with a page in its place", "with none"])
def test_what_was_withdrawn_is_gone_for_those_who_take_gzip_too(site, web, tmp_path, stays):
    outputs = {"index.html": page("home"), "redirects.json": json.dumps({"a/1.html": ""}).encode()}
    site.release("portal", outputs | ({"a/1.html": page("withdrawn")} if stays else {}))
    reload = Nginx(tmp_path, "").command("-s", "reload")
    assert refresh_maps(site.var, Places(site.var), reload)
    for _step in range(2):
        for taken in ((), ("gzip",), ("br",)):
            answer = (0,)
            for _attempt in range(500):
                if (answer := web("/a/1.html", *taken))[0] == 410:
                    break
            assert answer[0] == 410 and page("one") not in answer[2] and (not stays or answer[2] == page("withdrawn"))
        compress(site)
    assert not refresh_maps(site.var, Places(site.var), reload)


def test_without_nginx_they_are_sent_too(site):
    served = web_root_application(site.var, HOST)

    def raw(path, accepted):
        bodies, told = [], {}
        environ = {"PATH_INFO": path, "REQUEST_METHOD": "GET", "HTTP_HOST": HOST, "HTTP_ACCEPT_ENCODING": accepted}
        bodies = served(environ, lambda status, headers: told.update(headers))
        return told.get("Content-Encoding"), b"".join(bodies), told

    for accepted, encoding in (("gzip, br", "br"), ("gzip;q=0.5", "gzip"), ("br;q=0, gzip;q=0.0", None), ("", None)):
        found, body, told = raw("/a/1.html", accepted)
        assert found == encoding and UNPACK[found](body) == page("one") and told["Vary"] == "Accept-Encoding"
        assert told["Content-Length"] == str(len(body))
    (site.www / HOST / "a/1.html").write_bytes(page("newer"))
    assert raw("/a/1.html", "gzip, br")[1] == page("newer")
    assert get(served, "/s.html", host=HOST)["body"] == "short"


def test_a_node_brings_a_site_that_moved_to_its_new_address(node):
    repository = node.repository("jyj")
    node.commit("jyj", {"index.html": b"old"}, (HOST, "jyj"))
    bring_up(node.var, repository)
    node.commit("jyj", {"index.html": b"new", "a.html": b"a"}, (HOST, "edu"))
    bring_up(node.var, repository)
    assert held(node.www) == {f"{HOST}/edu/index.html": b"new", f"{HOST}/edu/a.html": b"a"}
    sweep(node.agent())
    assert node.reports() == []
