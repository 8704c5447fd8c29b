"""What answers a reader where no nginx stands in front: files from the web roots, search from Django."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sites.web.server import web_root_application

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def public_application(var: Path, fallback_host: str) -> WSGIApplication:
    """Return a WSGI application for all public hosts under ``var``.

    Addresses ending in ``/search/`` go to the public Django application, every other one to the files.
    ``fallback_host`` is shown to requests for hosts that have no web root, such as a bare IP address.
    """
    from cms.wsgi.public import application as django_application

    search: WSGIApplication = django_application
    files = web_root_application(var, fallback_host)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not environ.get("PATH_INFO", "").endswith("/search/"):
            return files(environ, start_response)
        if not (var / "www" / environ.get("HTTP_HOST", "").split(":")[0]).is_dir():
            environ["HTTP_HOST"] = fallback_host
        return search(environ, start_response)

    return application
