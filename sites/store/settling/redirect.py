"""An old address and where it leads now (重定向); its key is ``redirects.key_of(site, path)``.

Payload: ``site`` (its key), ``path`` (below the site's base; ending in a slash it stands for that folder's page),
``target`` (an address on this host or a full one, empty for what is gone for good), ``note``. Empty when removed.
"""

import re
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from multilingual import registry as languages
from sites.registry import addresses
from sites.registry.models import Site

from .. import keys, redirects
from ..admit import Refused
from ..models import Document
from ..settled import Change, current
from .fields import Payload, demand_fields

LABELS = {"site": "站点", "path": "旧网址", "target": "转到", "note": "说明"}
PAGE_ENDINGS = (".html", ".htm")
LONGEST_PATH = 200
LONGEST_TARGET = 500
LONGEST_NOTE = 200
_SEGMENT = re.compile(r"[0-9A-Za-z_~-][0-9A-Za-z._~-]*")
_OWN_FILES = re.compile(
    r"(index\.html|404\.html|robots\.txt|redirects(-[0-9]+)?\.json|feed\.xml|sitemap([0-9-]*)\.(xml|html))"
)
_LIST_PAGE = re.compile(r"(.*/)list_[0-9]+\.html")
_DATED_PAGE = re.compile(r"(.*/)[0-9]{8}/[0-9]+\.html")
"""Where documents of a column lie, those to come included."""
_OWN_FOLDERS = frozenset({"assets", "media", "search", "api", "feed", "sitemap"})


def capture(key: str) -> Payload:
    """Return the redirect as a payload: its settled state is all there is of it."""
    return current(redirects.KIND, key) or {}


def validate(change: Change) -> None:
    """Raise ``Refused`` when ``change`` cannot become public."""
    if not change.payload:
        if not current(redirects.KIND, change.key):
            raise Refused(_("没有这条重定向。"))
        return
    demand_fields(change.payload, LABELS)
    site, path, target = (str(change.payload[name]) for name in ("site", "path", "target"))
    if site != change.site or change.key != redirects.key_of(site, path):
        raise Refused(_("重定向与站点、旧网址不符。"))
    row = Site.objects.filter(key=site).first()
    if row is None:
        raise Refused(_("没有这个站点：%(site)s。") % {"site": site})
    _demand_path(row, path)
    if target:
        _demand_target(row, path, target)
    if len(str(change.payload["note"])) > LONGEST_NOTE:
        raise Refused(_("说明太长，请缩短到 %(count)d 字以内。") % {"count": LONGEST_NOTE})


def write(key: str, payload: Payload) -> None:
    """Do nothing: the settled state is the redirect."""


def apply(change: Change) -> dict[Site, set[str]]:
    """Return the key to announce; the state that ``settle`` appends is the redirect itself."""
    validate(change)
    return {Site.objects.get(key=change.site): {keys.redirect(change.key)}}


def _demand_path(site: Site, path: str) -> None:
    segments = path.removesuffix("/").split("/")
    is_plain = all(_SEGMENT.fullmatch(segment) for segment in segments)
    has_file_above = any(segment.endswith(PAGE_ENDINGS) for segment in segments[:-1])
    if not path or len(path) > LONGEST_PATH or not is_plain or has_file_above:
        raise Refused(_("旧网址只能含字母、数字、点、连字符、下划线和斜杠，如 old/news.html 或 old/。"))
    below = segments[1:] if segments[0] in languages.codes() else segments
    if not below or below[0] in _OWN_FOLDERS or (len(below) == 1 and _OWN_FILES.fullmatch(path.rpartition("/")[2])):
        raise Refused(_("这个网址本站另有用途，不能重定向。"))
    if not site.path and Site.objects.filter(host=site.host, path=segments[0]).exists():
        raise Refused(_("这个网址属于另一站点，不能在这里重定向。"))
    own = [path + "index.html" if path.endswith("/") else path, f"{path}/index.html"]
    if listed := _LIST_PAGE.fullmatch(path):
        own.append(listed[1] + "index.html")
    if (page := _DATED_PAGE.fullmatch(path)) and not Document.objects.filter(site=site, path=path).exists():
        own.append(page[1] + "index.html")
    if Document.objects.filter(site=site, path__in=own, state=Document.State.PUBLIC).exists():
        raise Refused(_("这个网址上有公开的内容，不能重定向。"))


def _demand_target(site: Site, path: str, target: str) -> None:
    address = urlsplit(target)
    is_local = target.startswith("/") and not target.startswith("//") and not address.netloc
    is_full = address.scheme in ("http", "https") and bool(address.hostname)
    is_plain = target.isascii() and not re.search(r"[\s\\\"'<>\x00-\x1f]", target)
    if len(target) > LONGEST_TARGET or not (is_local or is_full) or not is_plain:
        raise Refused(
            _("“转到”须是以 / 开头的本域名网址，或以 http://、https:// 开头的完整网址；汉字须写成编码后的形式。")
        )
    local, full = addresses.local_url(site, path), addresses.absolute_url(site, path)
    if target in (local, full):
        raise Refused(_("不能转到旧网址自己。"))
    answering = {addresses.local_url(site, other.path): other.target for other in redirects.of_site(site)}
    if answering.get(target.removeprefix(addresses.origin(site))) is not None:
        raise Refused(_("“转到”的网址自己也是一条重定向，请直接写最终的网址。"))
