"""The theme of the public sites (网站主题); its key is ``cluster``.

Payload: ``digest``, the name of a theme kept in the state folder. The builder renders every page from that one.
"""

import re
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from sites.registry.models import Site

from .. import keys, settled
from ..admit import Refused
from .fields import Payload, demand_fields

LABELS = {"digest": "主题"}
KEY = "cluster"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def capture(key: str) -> Payload:
    """Return the settled theme as a payload, empty before the first."""
    return settled.current("theme", key) or {}


def validate(change: settled.Change) -> None:
    """Raise ``Refused`` unless ``change`` names a theme that is kept."""
    demand_fields(change.payload, LABELS)
    digest = str(change.payload["digest"])
    if change.key != KEY or not _DIGEST.fullmatch(digest):
        raise Refused(_("不认识的主题。"))
    if not (Path(settings.SUMU_VAR) / "themes" / digest).is_dir():
        raise Refused(_("主题快照不在了，请重新安装后再送审。"))


def write(key: str, payload: Payload) -> None:
    """Write nothing: the settled state itself says which theme counts."""


def apply(change: settled.Change) -> dict[Site, set[str]]:
    """Ask for every site to be built anew."""
    validate(change)
    return {site: {keys.THEME} for site in Site.objects.all()}
