"""The public search page: the edition's own page from the web root, with the results put in."""

import logging
from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.views.decorators.http import require_safe

from multilingual.folding import query_groups
from multilingual.registry import Language
from sites.registry import addresses
from sites.registry.models import Site
from themes import location
from themes.environment import environment
from themes.strings import text

from .context import SearchPage
from .engines import EngineUnavailable, engine
from .items import items_of
from .places import UnknownPlace, edition_at, shell
from .query import MOST_PAGES, PAGE_SIZE
from .scopes import LABELS, choices, default_scope, query_in_scope
from .theme import theme_in_force

LONGEST_QUERY = 100
"""Characters; the form's field takes no more either."""

log = logging.getLogger(__name__)


class _Refused(Exception):
    """The request cannot be answered; carries the key of the sentence that says why, and the status."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.key = key
        self.status = status


@require_safe
def search(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer a search on the edition whose root is ``path``; without a query, show the form.

    404 when no edition stands there, 400 for a bad page number or too long a query, 503 when the index is out of
    reach. Needs neither cookies nor JavaScript.
    """
    host = split_domain_port(request.get_host())[0].lower()
    try:
        site, language = edition_at(host, path)
        before, after = shell(site, language)
    except UnknownPlace:
        raise Http404 from None
    with location.using(theme_in_force()):
        page, status = _answer(request, site, language, host)
        results = environment(language.code).get_template("fragments/search_results.jinja").render(search=page)
    answer = HttpResponse(f"{before}{results}{after}", status=status)
    answer["Cache-Control"] = "no-cache"
    return answer


def _answer(request: HttpRequest, site: Site, language: Language, host: str) -> tuple[SearchPage, int]:
    words = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    scope = request.GET.get("scope", "")
    if scope not in LABELS:
        scope = default_scope(site)
    page = SearchPage(
        query=words[:LONGEST_QUERY],
        language=language,
        action_url=f"{addresses.edition_root(site, language.code)}search/",
        scope=scope,
        scopes=choices(language, scope),
    )
    try:
        number = _page_number(request.GET.get("page", "1"))
        if len(words) > LONGEST_QUERY:
            raise _Refused("search_too_long", 400)
        return (_found(page, site, number, host) if words else page), 200
    except _Refused as refused:
        return replace(page, error=text(language.code, refused.key)), refused.status


def _page_number(given: str) -> int:
    if given.isascii() and given.isdigit() and len(given) <= len(str(MOST_PAGES)) and 1 <= int(given) <= MOST_PAGES:
        return int(given)
    raise _Refused("search_bad_page", 400)


def _found(page: SearchPage, site: Site, number: int, host: str) -> SearchPage:
    try:
        results = engine().search(query_in_scope(page.query, site, page.language, page.scope, number))
    except EngineUnavailable:
        log.exception("search is out of reach")
        raise _Refused("search_unavailable", 503) from None
    pages = min(-(-results.total // PAGE_SIZE), MOST_PAGES)
    if number > max(pages, 1):
        raise _Refused("search_bad_page", 400)
    code = page.language.code
    return replace(
        page,
        total=results.total,
        items=items_of(results.keys, query_groups(page.query, code), code, host),
        page=number,
        pages=pages,
        previous_url=_page_url(page, number - 1) if number > 1 else "",
        next_url=_page_url(page, number + 1) if number < pages else "",
    )


def _page_url(page: SearchPage, number: int) -> str:
    asked = {"q": page.query, "scope": page.scope} | ({"page": str(number)} if number > 1 else {})
    return f"{page.action_url}?{urlencode(asked)}"
