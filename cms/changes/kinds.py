"""The kinds of change as people meet them: their names, and whose reviewers decide."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from multilingual.registry import DEFAULT
from sites.registry.models import Site
from sites.store import settled

Payload = dict[str, Any]
_CHINESE = DEFAULT.replace("-", "_")


@dataclass(frozen=True)
class Kind:
    """One kind. ``is_shared``: it belongs to the whole cluster, so the portal's people ask and decide."""

    code: str
    label: str
    is_shared: bool
    name: Callable[[str, Payload], str]

    def title(self, key: str, payload: Payload) -> str:
        """Return what one thing of this kind is called."""
        return f"{self.label}：{self.name(key, payload)}"


def _named(key: str, payload: Payload) -> str:
    return str(payload.get(f"name_{_CHINESE}") or key)


def _path(key: str, payload: Payload) -> str:
    return f"{payload.get('site', key)} /{payload.get('path', '')}"


def _named_site(key: str, payload: Payload) -> str:
    return Site.objects.filter(key=key).values_list("name", flat=True).first() or key


KINDS = {
    kind.code: kind
    for kind in (
        Kind("site", "站点设置", False, _named),
        Kind("organisation", "机构", True, _named),
        Kind("standard_column", "标准栏目", True, _named),
        Kind("redirect", "重定向", False, _path),
        Kind("theme", "网站主题", True, lambda key, payload: str(payload.get("digest", ""))[:12] or key),
        Kind("guard", "发布护栏放行", False, _named_site),
    )
}


def deciding_site(kind: str, key: str) -> Site | None:
    """Return the site whose people ask for and decide on changes of this thing, None when there is none."""
    if KINDS[kind].is_shared:
        return Site.objects.filter(kind=Site.Kind.PORTAL).order_by("key").first()
    return Site.objects.filter(key=key.partition(":")[0]).first()


def public_now(kind: str, key: str) -> Payload:
    """Return what is public of the thing now, empty when it is not there.

    What was never settled is settled first, as it is found.
    """
    held = settled.current(kind, key)
    if held is not None:
        return held
    found: Payload = settled.applier_of(kind).capture(key)  # type: ignore[attr-defined]
    if found:
        site = deciding_site(kind, key)
        settled.baseline(kind, key, found, site=site.key if site else "")
    return found


def labels_of(kind: str) -> dict[str, str]:
    """Return the fields of a payload with their names for people, in order."""
    labels: dict[str, str] = settled.applier_of(kind).LABELS  # type: ignore[attr-defined]
    return labels
