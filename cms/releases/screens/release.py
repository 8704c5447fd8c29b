"""One release: what it was for, what it changed, a changed page before and after it."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from cms.ledger import chromium
from sites.release import history
from sites.store.models import Document

from .. import pictures, wording
from ..models import RollbackRequest
from ..rights import may_ask
from ..site_at import SiteAt
from ..timeline import line_of, state_of
from .finding import release_for

PER_PAGE = 30
OTHERS = 200
"""How many changed files that are no pages are listed."""


@dataclass(frozen=True)
class Changed:
    """One page that a release changed: ``what`` happened to it, in words."""

    what: str
    path: str
    title: str


@require_GET
def release(request: HttpRequest, site: str, commit: str) -> HttpResponse:
    """Show a release with the pages and files that it changed."""
    at = release_for(request.user, site, commit)
    changes = history.changes(at.repository, history.parent(at.commit), at.commit)
    pages = [change for change in changes if change[1].endswith(".html")]
    others = [change for change in changes if not change[1].endswith(".html")]
    titles = _titles(at, [path for _what, path in pages])
    ordered = sorted(pages, key=lambda change: (change[1] not in titles, change[1]))
    shown = Paginator(ordered, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "at": at,
        "site": at.site,
        "line": line_of(at.repository, at.commit, state_of(at.site, at.name)),
        "pages": [Changed(what, path, titles.get(path, "")) for what, path in shown],
        "paging": shown,
        "others": others[:OTHERS],
        "more_others": max(len(others) - OTHERS, 0),
        "counts": {word: sum(1 for what, _path in changes if what == word) for word in history.CHANGES},
        "is_newest": at.commit == at.repository.head(),
        "may_ask": may_ask(request.user, at.site),
        "waiting": RollbackRequest.objects.filter(site=at.site, state=RollbackRequest.State.WAITING).first(),
    }
    return render(request, "cms/releases/release.html", context)


@require_GET
def page(request: HttpRequest, site: str, commit: str, path: str) -> HttpResponse:
    """Show one page before and after a release: as pictures side by side, and in words."""
    at = release_for(request.user, site, commit)
    before = at.before
    old, new = before.read(path) if before else None, at.read(path)
    if (old is None and new is None) or not path.endswith(".html"):
        raise Http404
    context = {
        "at": at,
        "site": at.site,
        "before": before,
        "path": path,
        "title": _titles(at, [path]).get(path, "") or path,
        "has_before": old is not None,
        "has_after": new is not None,
        "is_same": old == new,
        "has_pictures": pictures.is_possible(),
        "lines": wording.difference(old, new),
    }
    return render(request, "cms/releases/page.html", context)


@require_GET
def picture(request: HttpRequest, site: str, commit: str, path: str) -> HttpResponse:
    """Return the picture of a page at a release; it is drawn when it is first asked for."""
    at = release_for(request.user, site, commit)
    if not path.endswith(".html"):
        raise Http404
    try:
        png = pictures.picture_of(at, path)
    except chromium.NoPicture as reason:
        return HttpResponse(str(reason), status=503, content_type="text/plain; charset=utf-8")
    if png is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(png, content_type="image/png", headers=headers)


def _titles(at: SiteAt, paths: list[str]) -> dict[str, str]:
    """Return the titles of the documents whose pages these are."""
    found: dict[str, str] = {}
    for start in range(0, len(paths), 500):
        rows = Document.objects.filter(site=at.site, path__in=paths[start : start + 500])
        found |= dict(rows.values_list("path", "title"))
    return found
