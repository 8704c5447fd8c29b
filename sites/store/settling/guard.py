"""That a release may change or remove much of a site (发布护栏放行); its key is the site's key.

Payload: ``tree`` names exactly the files that are to be public (git's digest of them), the others say what the people
who allowed it were shown. What is allowed counts while the site waits with these files, and no longer.
"""

import re

from django.utils.translation import gettext as _

from sites.registry.models import Site

from .. import settled
from ..admit import Refused
from .fields import Payload, demand_fields

KIND = "guard"
LABELS = {
    "site": "站点",
    "tree": "待上线文件的数字摘要",
    "changed": "将改动的页面",
    "removed": "将移除的页面",
    "pages": "现有页面",
    "removed_media": "将移除的图片和附件",
    "media": "现有图片和附件",
    "causes": "起因",
    "paths": "涉及的文件（最多列 50 个）",
}
_DIGEST = re.compile(r"[0-9a-f]{40}")


def capture(key: str) -> Payload:
    """Return what was allowed last at the site with this key, empty when nothing ever was."""
    return settled.current(KIND, key) or {}


def validate(change: settled.Change) -> None:
    """Raise ``Refused`` when ``change`` cannot be settled."""
    demand_fields(change.payload, LABELS)
    if change.key != change.site or change.payload["site"] != change.site:
        raise Refused(_("只能放行本站点的发布。"))
    if not Site.objects.filter(key=change.key).exists():
        raise Refused(_("没有这个站点：%(site)s。") % {"site": change.key})
    if not _DIGEST.fullmatch(str(change.payload["tree"])):
        raise Refused(_("不认识的发布版本。"))


def write(key: str, payload: Payload) -> None:
    """Write nothing: the settled state itself is what the guard goes by."""


def apply(change: settled.Change) -> dict[Site, set[str]]:
    """Touch nothing: the tasks that wait are still there and go on."""
    validate(change)
    return {}
