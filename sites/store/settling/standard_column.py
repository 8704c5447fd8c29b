"""A standard column (标准栏目); its key is its code.

Payload: ``name_LANGUAGE`` and ``description_LANGUAGE`` for every language, ``lists``, ``column_type``, ``position``.
The vocabulary reaches readers only through columns, each of which is a document with its own approvals.
"""

from django.utils.translation import gettext as _

from sites.registry.models import Site, StandardColumn

from ..settled import Change, settling
from .fields import Payload, demand_clean, demand_fields, per_language, values

LABELS = (
    per_language("name", "栏目名称")
    | per_language("description", "栏目说明")
    | {"lists": "内容类别", "column_type": "网页标签 ColumnType", "position": "次序"}
)
_BASES = ("name", "description")


def captured(row: StandardColumn) -> Payload:
    """Return ``row`` as a payload."""
    return values(row, LABELS)


def capture(key: str) -> Payload:
    """Return the standard column with this code as a payload, empty when there is none."""
    row = StandardColumn.objects.filter(code=key).first()
    return captured(row) if row is not None else {}


def validate(change: Change) -> None:
    """Raise ``Refused`` when ``change`` cannot become public."""
    if change.payload:
        demand_fields(change.payload, LABELS)
        demand_clean(_changed(change.key, change.payload), LABELS | {"code": _("栏目代号")}, exclude=_BASES)


def write(key: str, payload: Payload) -> None:
    """Bring the row of the standard column with this code to ``payload``."""
    with settling():
        if payload:
            _changed(key, payload).save()
        else:
            StandardColumn.objects.filter(code=key).delete()


def apply(change: Change) -> dict[Site, set[str]]:
    """Write ``change``; no output shows the vocabulary itself, so there is nothing to announce."""
    validate(change)
    write(change.key, change.payload)
    return {}


def _changed(key: str, payload: Payload) -> StandardColumn:
    row = StandardColumn.objects.filter(code=key).first() or StandardColumn(code=key)
    for name in LABELS:
        setattr(row, name, payload[name])
    return row
