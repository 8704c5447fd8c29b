"""Whether the registry's rows are what was settled: the wall behind the guards of the models.

SQL, ``QuerySet.update`` and other programs ask no guard. Before a site is released its rows are compared with the
newest settled states; where they differ, nothing of that site is released.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.db import transaction

from sites.registry.models import Organisation, Site, StandardColumn

from .. import audit, settled
from ..models import SettledState
from . import organisation as organisation_kind
from . import site as site_kind
from .facts import newest_of
from .fields import Payload

ROWS = ("site", "organisation", "standard_column")
"""The kinds that have rows in the registry."""


class Unsettled(Exception):
    """Raised when a row of the registry is not what was settled; the message names each field."""


@dataclass(frozen=True)
class Difference:
    """One field of a registry row that is not what was settled."""

    kind: str
    key: str
    label: str
    settled: Any
    found: Any

    def __str__(self) -> str:
        return f"{self.kind}:{self.key} {self.label}：已定“{_shown(self.settled)}”，现为“{_shown(self.found)}”"


def demand(site: Site) -> None:
    """Raise ``Unsettled`` unless ``site``, its editions and its organisation are as they were settled.

    Compares the very instance that is going to be shown. What was never settled gets its baseline here.
    """
    found = {
        ("site", site.key): site_kind.captured(site, site.languages()),
        ("organisation", site.organisation.code): organisation_kind.captured(site.organisation),
    }
    held = newest_of(found)
    wrong: list[Difference] = []
    for (kind, key), payload in found.items():
        if (kind, key) in held:
            wrong += _differences(kind, key, held[kind, key], payload)
        else:
            settled.baseline(kind, key, payload, site=site.key)
    if wrong:
        said = "；".join(str(difference) for difference in wrong)
        raise Unsettled(f"登记的内容未经审签被改动，本站点不发布：{said}")


def baseline(site: Site) -> None:
    """Record ``site``, its organisation and the standard columns as they are found, each once, when it is prepared."""
    things = [("site", site.key), ("organisation", site.organisation.code)]
    things += [("standard_column", code) for code in StandardColumn.objects.values_list("code", flat=True)]
    held = newest_of(things)
    for kind, key in things:
        if (kind, key) not in held:
            settled.baseline(kind, key, _module(kind).capture(key), site=site.key)


def differences() -> Iterator[Difference]:
    """Yield each field of every row in the registry that is not what was settled."""
    for kind, key, payload in _settled_rows():
        yield from _differences(kind, key, payload, _module(kind).capture(key))


def differences_of(kind: str, key: str) -> list[Difference]:
    """Return each field of one row that is not what was settled; none for a kind without rows."""
    payload = newest_of([(kind, key)]).get((kind, key)) if kind in ROWS else None
    return list(_differences(kind, key, payload, _module(kind).capture(key))) if payload else []


def never_settled() -> list[tuple[str, str]]:
    """Return the kind and the key of each row of the registry that has no settled state yet."""
    rows = [("site", key) for key in Site.objects.values_list("key", flat=True)]
    rows += [("organisation", code) for code in Organisation.objects.values_list("code", flat=True)]
    rows += [("standard_column", code) for code in StandardColumn.objects.values_list("code", flat=True)]
    held = newest_of(rows)
    return [row for row in rows if row not in held]


@transaction.atomic
def restore(*, person: str) -> list[Difference]:
    """Write the settled values back wherever a row differs; return what differed."""
    found = list(differences())
    things = list(dict.fromkeys((difference.kind, difference.key) for difference in found))
    held = newest_of(things)
    for kind, key in things:
        _module(kind).write(key, held.get((kind, key), {}))
        lines = [str(difference) for difference in found if (difference.kind, difference.key) == (kind, key)]
        site = key if kind == "site" else ""
        audit.record(person, "restore settled", f"{kind}:{key}", site=site, differences=lines)
    return found


def _settled_rows() -> Iterator[tuple[str, str, Payload]]:
    for kind in ROWS:
        keys = SettledState.objects.filter(kind=kind).order_by().values_list("key", flat=True).distinct()
        for (_kind, key), payload in sorted(newest_of([(kind, key) for key in keys]).items()):
            yield kind, key, payload


def _differences(kind: str, key: str, payload: Payload, found: Payload) -> Iterator[Difference]:
    if bool(payload) != bool(found):
        yield Difference(kind, key, "登记", _existence(payload), _existence(found))
        return
    labels = _module(kind).LABELS
    for name in [*labels, *(name for name in payload if name not in labels)]:
        settled_value, value = payload.get(name, ""), found.get(name, "")
        if settled_value != value:
            yield Difference(kind, key, labels.get(name, name), settled_value, value)


def _existence(payload: Payload) -> str:
    return "有" if payload else "无"


def _module(kind: str) -> Any:
    return import_module(f"sites.store.settling.{kind}")


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value if value is not None else "")
