"""An organisation (机构); its key is its code.

Payload: ``name_LANGUAGE`` and ``short_name_LANGUAGE`` for every language (``name_zh_hans``, …).
"""

from django.utils.translation import gettext as _

from sites.registry.models import Organisation, Site

from .. import keys
from ..admit import Refused
from ..settled import Change, settling
from .fields import Payload, demand_clean, demand_fields, per_language, values

LABELS = per_language("name", "机构名称") | per_language("short_name", "简称")
_BASES = ("name", "short_name")


def captured(row: Organisation) -> Payload:
    """Return ``row`` as a payload."""
    return values(row, LABELS)


def capture(key: str) -> Payload:
    """Return the organisation with this code as a payload, empty when there is none."""
    row = Organisation.objects.filter(code=key).first()
    return captured(row) if row is not None else {}


def validate(change: Change) -> None:
    """Raise ``Refused`` when ``change`` cannot become public."""
    if not change.payload:
        if Site.objects.filter(organisation__code=change.key).exists():
            raise Refused(_("还有站点由这个机构主办，不能删除。"))
        return
    demand_fields(change.payload, LABELS)
    demand_clean(_changed(change.key, change.payload), LABELS | {"code": _("机构代号")}, exclude=_BASES)


def write(key: str, payload: Payload) -> None:
    """Bring the row of the organisation with this code to ``payload``."""
    with settling():
        if payload:
            _changed(key, payload).save()
        else:
            Organisation.objects.filter(code=key).delete()


def apply(change: Change) -> dict[Site, set[str]]:
    """Write ``change``; every site of the organisation shows its name."""
    validate(change)
    write(change.key, change.payload)
    return {site: {keys.site(site.key)} for site in Site.objects.filter(organisation__code=change.key)}


def _changed(key: str, payload: Payload) -> Organisation:
    row = Organisation.objects.filter(code=key).first() or Organisation(code=key)
    for name in LABELS:
        setattr(row, name, payload[name])
    return row
