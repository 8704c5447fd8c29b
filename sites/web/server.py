"""Serving the web roots where no nginx stands in front: a small WSGI application that behaves as nginx would."""

import os
import stat
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from .redirecting import target_of
from .siblings import has_siblings

StartResponse = Callable[..., Any]
Headers = list[tuple[str, str]]
WSGIApplication = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]
CHUNK = 1 << 16
STATUS = {
    200: "200 OK",
    301: "301 Moved Permanently",
    304: "304 Not Modified",
    404: "404 Not Found",
    410: "410 Gone",
}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("response_headers.toml").read_text(encoding="utf-8"))


def response_headers() -> Headers:
    """Return the security headers of every response, from the table."""
    return [(row["name"], row["value"]) for row in _table()["header"]]


def media_types() -> list[tuple[str, list[str]]]:
    """Return each content type, without its encoding, and the extensions that have it."""
    found: dict[str, list[str]] = {}
    for extension, value in _table()["types"].items():
        found.setdefault(value.partition(";")[0], []).append(extension)
    return sorted(found.items())


def content_type(name: str) -> str:
    """Return the content type of a public file by its name; unknown ones are only for downloading."""
    extension = name.rpartition(".")[2].lower()
    return str(_table()["types"].get(extension, "application/octet-stream"))


def web_root_application(var: Path, fallback_host: str) -> WSGIApplication:
    """Return a WSGI application that serves the files below ``var/www/HOST/``.

    A request for a host that has no web root (``localhost``, a bare address) gets that of ``fallback_host``.
    Only GET and HEAD are answered; dot files, symbolic links and paths out of the root are not found.
    """
    www = Path(var) / "www"

    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if method not in ("GET", "HEAD"):
            start_response("405 Method Not Allowed", [*response_headers(), ("Allow", "GET, HEAD")])
            return []
        root = www / _host(environ, www, fallback_host)
        path = _path(environ)
        if path is not None:
            target = target_of(root, path)
            if target:
                return _redirect(start_response, target)
            if target is not None:
                return _gone(environ, start_response, root, path)
            if not path.endswith("/") and _is_folder(root, path):
                query = environ.get("QUERY_STRING", "")
                return _redirect(start_response, _quoted(environ) + "/" + (f"?{query}" if query else ""))
            stream = _open(root, path + "index.html" if path.endswith("/") else path)
            if stream is not None:
                return _send(environ, start_response, stream, root, path, 200)
        for page in _not_found_pages(path or "/"):
            stream = _open(root, page)
            if stream is not None:
                return _send(environ, start_response, stream, root, page, 404)
        start_response(STATUS[404], [*response_headers(), ("Content-Type", "text/plain; charset=utf-8")])
        return [b"404\n"] if method == "GET" else []

    return application


def _redirect(start_response: StartResponse, location: str) -> Iterable[bytes]:
    start_response(STATUS[301], [*response_headers(), ("Location", location), ("Content-Length", "0")])
    return []


def _gone(environ: dict[str, Any], start_response: StartResponse, root: Path, path: str) -> Iterable[bytes]:
    """Answer 410, with the page that stands at the address where there is one."""
    name = path + "index.html" if path.endswith("/") else path
    stream = _open(root, name)
    if stream is not None:
        return _send(environ, start_response, stream, root, name, 410)
    start_response(STATUS[410], [*response_headers(), ("Content-Type", "text/plain; charset=utf-8")])
    return [b"410\n"] if environ["REQUEST_METHOD"] == "GET" else []


def _host(environ: dict[str, Any], www: Path, fallback: str) -> str:
    host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
    is_name = bool(host) and not host.startswith(".") and host.replace("-", "").replace(".", "").isalnum()
    return host if is_name and (www / host).is_dir() else fallback


def _path(environ: dict[str, Any]) -> str | None:
    """Return the path asked for, from ``/``; None when no public file can lie there."""
    try:
        path = environ.get("PATH_INFO", "").encode("latin-1").decode() or "/"
    except UnicodeError:
        return None
    segments = path.split("/")
    if "\0" in path or "\\" in path or any(segment.startswith(".") for segment in segments):
        return None
    if not path.startswith("/") or "" in segments[1:-1]:
        return None
    return path


def _quoted(environ: dict[str, Any]) -> str:
    return quote(environ["PATH_INFO"].encode("latin-1"))


def _descend(root: Path, folders: list[str]) -> int | None:
    """Return a handle of the folder below ``root``, reached without any symbolic link; None if there is none."""
    try:
        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return None
    for folder in folders:
        try:
            below = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=handle)
        except (OSError, ValueError):
            return None
        finally:
            os.close(handle)
        handle = below
    return handle


def _is_folder(root: Path, path: str) -> bool:
    handle = _descend(root, [segment for segment in path.split("/") if segment])
    if handle is None:
        return False
    os.close(handle)
    return True


def _open(root: Path, path: str) -> BinaryIO | None:
    """Return the plain file at ``path`` below ``root``, None when there is none."""
    *folders, name = path.lstrip("/").split("/")
    folder = _descend(root, folders)
    if folder is None:
        return None
    try:
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    except (OSError, ValueError):
        return None
    finally:
        os.close(folder)
    stream = os.fdopen(handle, "rb") if _is_plain(handle) else None
    if stream is None:
        os.close(handle)
    return stream


def _is_plain(handle: int) -> bool:
    return stat.S_ISREG(os.fstat(handle).st_mode)


def _not_found_pages(path: str) -> Iterator[str]:
    """Yield where the nearest page for what is not found may lie, going up from ``path``."""
    folder = path.rpartition("/")[0]
    while True:
        yield f"{folder}/404.html"
        if not folder:
            return
        folder = folder.rpartition("/")[0]


def _send(
    environ: dict[str, Any], start_response: StartResponse, stream: BinaryIO, root: Path, path: str, status: int
) -> Iterable[bytes]:
    name = path + "index.html" if path.endswith("/") else path
    stream, encoding = _smaller(environ, stream, root, name)
    facts = os.fstat(stream.fileno())
    modified = datetime.fromtimestamp(int(facts.st_mtime), UTC)
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = [*response_headers(), ("ETag", etag), ("Last-Modified", format_datetime(modified, usegmt=True))]
    is_named_by_digest = "/assets/" in path or "/media/" in path
    headers.append(("Cache-Control", "public, max-age=31536000, immutable" if is_named_by_digest else "no-cache"))
    if has_siblings(name):
        headers.append(("Vary", "Accept-Encoding"))
    if status == 200 and _is_held(environ, etag, modified):
        stream.close()
        start_response(STATUS[304], headers)
        return []
    headers += [("Content-Type", content_type(name)), ("Content-Length", str(facts.st_size))]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    start_response(STATUS[status], headers)
    if environ["REQUEST_METHOD"] == "HEAD":
        stream.close()
        return []
    return _chunks(stream)


def _smaller(environ: dict[str, Any], stream: BinaryIO, root: Path, name: str) -> tuple[BinaryIO, str]:
    """Return the compressed version of the file in ``stream`` that the client takes, and its encoding; else itself.

    One that has not the very time of its file was made of another.
    """
    taken = _encodings(environ.get("HTTP_ACCEPT_ENCODING", "")) if has_siblings(name) else set()
    for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
        sibling = _open(root, name + suffix) if encoding in taken else None
        if sibling is None:
            continue
        if os.fstat(sibling.fileno()).st_mtime_ns == os.fstat(stream.fileno()).st_mtime_ns:
            stream.close()
            return sibling, encoding
        sibling.close()
    return stream, ""


def _encodings(accepted: str) -> set[str]:
    """Return the encodings that the header names and does not refuse (RFC 9110, 12.5.3)."""
    found = set()
    for part in accepted.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if not weight or weight.strip("0.") != "":
            found.add(name)
    return found


def _is_held(environ: dict[str, Any], etag: str, modified: datetime) -> bool:
    """Return whether the client holds this version already (RFC 9110, 13.1)."""
    named = environ.get("HTTP_IF_NONE_MATCH")
    if named is not None:
        return named.strip() == "*" or etag in [value.strip().removeprefix("W/") for value in named.split(",")]
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since:
        return False
    try:
        return modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(CHUNK):
            yield chunk
