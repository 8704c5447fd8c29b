"""What an emergency asks the store for: settled notices, or one document with its end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sites.store import settled, versions
from sites.store.content import Content
from sites.store.models import Approval, Document
from sites.store.settling.banner import EVERYWHERE, KIND

from .models import EmergencyRecord


@dataclass(frozen=True)
class Asked:
    """One thing that the approvals name."""

    subject: str
    digest: str
    after: int


def changes_of(record: EmergencyRecord) -> list[settled.Change]:
    """Return the notices that ``record`` asks for, one for each site, or one for all of them."""
    payload = {
        "record": record.uid,
        "texts": record.texts,
        "link": record.link,
        "ends_at": written(record.ends_at),
    }
    return [settled.Change(KIND, key, record.site.key, payload) for key in record.keys]


def endings_of(record: EmergencyRecord) -> list[settled.Change]:
    """Return the changes that end the notices of ``record`` which still stand."""
    payload = {"ended": record.uid}
    return [settled.Change(KIND, key, record.site.key, payload) for key in record.keys if stands(record, key)]


def stands(record: EmergencyRecord, key: str) -> bool:
    """Return whether the notice of ``record`` is the one that counts for ``key``."""
    return (settled.current(KIND, key) or {}).get("record") == record.uid


def content_of(record: EmergencyRecord) -> Content:
    """Return the document exactly as it was frozen. Raises ``LookupError`` when it is not kept."""
    return versions.read(record.digest)


def with_end(content: Content, ends_at: datetime) -> Content:
    """Return ``content`` that ends at ``ends_at`` unless it passes the ordinary chain before."""
    payload: dict[str, Any] = {key: value for key, value in content.payload.items() if key != "publish_at"}
    return replace(content, payload=payload | {"expire_at": written(ends_at)})


def written(moment: datetime) -> str:
    """Return ``moment`` as what is asked for says it: the same text however the database hands it back."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def asked_by(record: EmergencyRecord) -> list[Asked]:
    """Return what the approvals of ``record`` name."""
    if record.is_notice:
        return [_of_change(change) for change in changes_of(record)]
    content = content_of(record)
    held = Document.objects.filter(key=content.key).first()
    return [Asked(content.key, record.digest, held.last_approval if held else 0)]


def approvals_of(record: EmergencyRecord) -> Iterator[Approval]:
    """Yield every approval that was given for ``record``, in order."""
    named = [asked.digest for asked in asked_by(record)]
    if record.is_notice:
        payload = {"ended": record.uid}
        named += [settled.Change(KIND, key, record.site.key, payload).digest() for key in record.keys]
    yield from Approval.objects.filter(action=Approval.Action.EMERGENCY, digest__in=named).order_by("id")


def asked_of(changes: list[settled.Change]) -> list[Asked]:
    """Return what approvals of ``changes`` name."""
    return [_of_change(change) for change in changes]


def is_everywhere(record: EmergencyRecord) -> bool:
    """Return whether the notice is for all sites."""
    return list(record.keys) == [EVERYWHERE]


def _of_change(change: settled.Change) -> Asked:
    held = settled.newest(change.kind, change.key)
    return Asked(change.subject, change.digest(), held.last_approval if held else 0)
