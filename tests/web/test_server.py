"""The web roots are served as a careful nginx would serve them."""

import io
from wsgiref.util import setup_testing_defaults

import pytest

from sites.web.server import response_headers, web_root_application


@pytest.fixture
def served(tmp_path):
    www = tmp_path / "www" / "www.example.localhost"
    for path, text in {
        "index.html": "home",
        "404.html": "not here",
        "jyj/index.html": "education",
        "jyj/404.html": "not at the office",
        "xw/20261121/1.html": "article",
        "assets/site.abc.css": "css",
        ".secret": "secret",
        "empty/.keep": "",
    }.items():
        (www / path).parent.mkdir(parents=True, exist_ok=True)
        (www / path).write_text(text)
    (tmp_path / "outside.txt").write_text("outside")
    (www / "link.txt").symlink_to(tmp_path / "outside.txt")
    (www / "out").symlink_to(tmp_path)
    return web_root_application(tmp_path, "www.example.localhost")


def get(application, path, method="GET", host="www.example.localhost:8001", query="", **headers):
    environ = {"PATH_INFO": path.encode().decode("latin-1"), "REQUEST_METHOD": method, "HTTP_HOST": host}
    environ |= {"QUERY_STRING": query, "wsgi.input": io.BytesIO()} | headers
    setup_testing_defaults(environ)
    answer = {}

    def start_response(status, sent):
        answer.update(status=int(status[:3]), headers=dict(sent))

    answer["body"] = b"".join(application(environ, start_response)).decode()
    return answer


@pytest.mark.parametrize(
    ("path", "body"),
    [("/", "home"), ("/jyj/", "education"), ("/xw/20261121/1.html", "article"), ("/assets/site.abc.css", "css")],
)
def test_files_are_served_with_the_security_headers(served, path, body):
    answer = get(served, path)
    assert (answer["status"], answer["body"]) == (200, body)
    assert answer["headers"].items() >= dict(response_headers()).items()
    assert "default-src 'self'" in answer["headers"]["Content-Security-Policy"]
    assert answer["headers"]["Content-Length"] == str(len(body))
    assert answer["headers"]["Content-Type"].endswith("; charset=utf-8")


def test_a_folder_without_its_slash_is_redirected(served):
    answer = get(served, "/jyj", query="a=1")
    assert (answer["status"], answer["headers"]["Location"]) == (301, "/jyj/?a=1")


@pytest.mark.parametrize(
    ("path", "body"), [("/none.html", "not here"), ("/jyj/a/b/none", "not at the office"), ("/xw/", "not here")]
)
def test_the_nearest_page_says_what_is_not_found(served, path, body):
    answer = get(served, path)
    assert (answer["status"], answer["body"]) == (404, body)
    assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    ["/../outside.txt", "/jyj/../../outside.txt", "/.secret", "/link.txt", "/out/outside.txt", "/out", "/empty/",
     "/xw//20261121/1.html", "//etc/passwd", "/index.html/", "/index.html/x", "/a\0b", "/..\\outside.txt", "/\udcff",
     "/" + "a" * 5000],
)  # fmt: skip
def test_nothing_else_gets_out(served, path):
    environ = path.encode("utf-8", "surrogateescape").decode("latin-1")
    answer = get(served, environ.encode("latin-1").decode("latin-1"))
    assert answer["status"] == 404
    assert "secret" not in answer["body"] and "outside" not in answer["body"]


def test_unknown_hosts_get_the_fallback(served):
    for host in ("localhost:8001", "127.0.0.1", "..", "", "[::1]:8001", "www.example.localhost/../x"):
        assert get(served, "/", host=host)["body"] == "home"


def test_only_reading_is_allowed(served):
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        answer = get(served, "/", method=method)
        assert (answer["status"], answer["headers"]["Allow"]) == (405, "GET, HEAD")
    answer = get(served, "/", method="HEAD")
    assert (answer["status"], answer["body"], answer["headers"]["Content-Length"]) == (200, "", "4")


def test_a_version_that_the_reader_holds_is_not_sent_again(served):
    headers = get(served, "/")["headers"]
    for condition in (
        {"HTTP_IF_NONE_MATCH": headers["ETag"]},
        {"HTTP_IF_NONE_MATCH": f'"other", W/{headers["ETag"]}'},
        {"HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]},
    ):
        answer = get(served, "/", **condition)
        assert (answer["status"], answer["body"]) == (304, "")
    for condition in (
        {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]},
        {"HTTP_IF_MODIFIED_SINCE": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"HTTP_IF_MODIFIED_SINCE": "nonsense"},
    ):
        assert get(served, "/", **condition)["status"] == 200


def test_files_named_by_their_digest_may_be_kept(served):
    assert "immutable" in get(served, "/assets/site.abc.css")["headers"]["Cache-Control"]
    assert get(served, "/")["headers"]["Cache-Control"] == "no-cache"
