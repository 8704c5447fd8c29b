"""Asking a web server for a public address, as a reader would (核对公开地址)."""

import hashlib
import http.client
import socket
import ssl
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from sites.registry import addresses
from sites.registry.models import Site

TIMEOUT = 3.0
"""Seconds that a server gets to connect, and between two pieces of its answer."""
LARGEST = 128 << 20
"""Bytes of an answer that are read at most."""
CHUNK = 1 << 16
HEADERS = {"Accept-Encoding": "identity", "Cache-Control": "no-cache", "User-Agent": "Sumu live check"}
_LOOPBACK = "127.0.0.1"
_held = threading.local()


class Unreachable(Exception):
    """Raised when a server gave no answer; the message says why in a few words."""


@dataclass(frozen=True)
class Server:
    """A web server to ask: where it listens, and whether it speaks TLS."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Answer:
    """What a server answered: ``digest`` is the SHA-256 of the body, empty when that was encoded or too large."""

    status: int
    digest: str = ""
    location: str = ""


def servers_of(site: Site) -> list[Server]:
    """Return the servers that must all answer rightly for ``site``: those of ``SUMU_LIVE_CHECK``, else its own origin.

    An entry is ``host:port``, or ``https://host:port`` for one that speaks TLS.
    """
    named = [server(entry) for entry in getattr(settings, "SUMU_LIVE_CHECK", ())]
    return named or [server(addresses.origin(site))]


def server(entry: str) -> Server:
    """Return the server that ``entry`` names; names below ``localhost`` are this machine."""
    parts = urlsplit(entry if "://" in entry else f"http://{entry}")
    host = parts.hostname or ""
    is_here = host == "localhost" or host.endswith(".localhost")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Server(parts.scheme, _LOOPBACK if is_here else host, port)


def ask(asked: Server, site_origin: str, path: str) -> Answer:
    """Return what ``asked`` answers for ``path`` of the site at ``site_origin``. Raises ``Unreachable``.

    Connections are kept between calls, one in each thread; TLS certificates must be those of the site's host.
    """
    name = urlsplit(site_origin)
    key = (asked, name.hostname)
    held: dict[Any, http.client.HTTPConnection] = _held.__dict__.setdefault("connections", {})
    for is_kept in (True, False):
        connection = held.pop(key, None) if is_kept else _connect(asked, name.hostname or "")
        if connection is None:
            continue
        try:
            answer = _fetch(connection, name.netloc, path)
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if is_kept and not isinstance(error, TimeoutError):
                continue  # the server may have closed a connection that was idle
            raise Unreachable(_reason(error)) from error
        held[key] = connection
        return answer
    raise Unreachable(_("连接中断"))


def _fetch(connection: http.client.HTTPConnection, host: str, path: str) -> Answer:
    connection.request("GET", path, headers={"Host": host, **HEADERS})
    answer = connection.getresponse()
    location = answer.getheader("Location", "") or ""
    is_plain = answer.getheader("Content-Encoding", "identity").lower() == "identity"
    digest, size = hashlib.sha256(), 0
    while chunk := answer.read(CHUNK):
        size += len(chunk)
        if size > LARGEST:
            connection.close()
            return Answer(answer.status, "", location)
        digest.update(chunk)
    return Answer(answer.status, digest.hexdigest() if is_plain else "", location)


def _connect(asked: Server, name: str) -> http.client.HTTPConnection:
    if asked.scheme == "https":
        return _Secure(asked, name)
    return http.client.HTTPConnection(asked.host, asked.port, timeout=TIMEOUT)


class _Secure(http.client.HTTPSConnection):
    """TLS to one address, with the name and the certificate of a site."""

    def __init__(self, asked: Server, name: str) -> None:
        self._context_of_site = ssl.create_default_context()
        super().__init__(asked.host, asked.port, timeout=TIMEOUT, context=self._context_of_site)
        self._name = name

    def connect(self) -> None:
        """Connect to the server, then speak TLS under the site's name."""
        plain = socket.create_connection((self.host, self.port), self.timeout)
        try:
            self.sock = self._context_of_site.wrap_socket(plain, server_hostname=self._name)
        except BaseException:
            plain.close()
            raise


def _reason(error: Exception) -> str:
    """Return in a few words why there was no answer."""
    reasons: tuple[tuple[type[Exception], str], ...] = (
        (ConnectionRefusedError, _("连接被拒绝")),
        (TimeoutError, _("没有在规定时间内回答")),
        (socket.gaierror, _("域名无法解析")),
        (ssl.SSLCertVerificationError, _("HTTPS 证书不对")),
        (ssl.SSLError, _("HTTPS 连接失败")),
        (http.client.RemoteDisconnected, _("连接中断")),
        (ConnectionError, _("连接中断")),
        (http.client.HTTPException, _("回答看不懂")),
    )
    return next((said for kind, said in reasons if isinstance(error, kind)), _("网络不通"))
