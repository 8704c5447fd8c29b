"""What is asked to become public, in its canonical form, and the digest that names it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Kind = Literal["home", "column", "article", "policy", "service", "leader"]
KINDS: tuple[Kind, ...] = ("home", "column", "article", "policy", "service", "leader")
LISTED_KINDS: frozenset[str] = frozenset({"article", "policy", "service", "leader"})


@dataclass(frozen=True)
class Content:
    """One document as the public would get it, in one language (待发布内容).

    ``key`` names the document for ever; ``translation_group`` is shared by its language versions;
    ``column`` is the key of the column that lists it (empty for a home and for a top-level column);
    ``slug`` is a column's own segment of the address, empty for every other kind;
    ``payload`` holds only JSON values; docs/developers/content.md describes it kind by kind.
    """

    site: str
    language: str
    kind: Kind
    key: str
    translation_group: str
    column: str = ""
    slug: str = ""
    payload: dict[str, Any] = field(default_factory=dict)

    def canonical(self) -> bytes:
        """Return the one byte form of this content: sorted JSON in UTF-8."""
        return canonical_json(
            {
                "site": self.site,
                "language": self.language,
                "kind": self.kind,
                "key": self.key,
                "translation_group": self.translation_group,
                "column": self.column,
                "slug": self.slug,
                "payload": self.payload,
            }
        )

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form, in hexadecimal.

        Pictures and attachments stand in the payload by the digest of their bytes, so this one
        value names exactly what a reader would receive.
        """
        return hashlib.sha256(self.canonical()).hexdigest()


class ReadableJSON(json.JSONEncoder):
    """Keeps Chinese, Mongolian and Kazakh text as it is: half the bytes of escapes, read many times faster."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False})


def canonical_json(value: Any) -> bytes:
    """Return ``value`` as JSON with sorted keys and no spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def manifest_digest(digests: list[str]) -> str:
    """Return the digest that stands for a batch of contents, whatever their order (批次摘要)."""
    return hashlib.sha256(canonical_json(sorted(digests))).hexdigest()


@dataclass(frozen=True)
class Manifest:
    """The digests of a batch's contents; worked out once, however many of them are admitted (批次清单)."""

    digests: tuple[str, ...]

    @cached_property
    def digest(self) -> str:
        """What the approvals of the batch name."""
        return manifest_digest(list(self.digests))

    @cached_property
    def members(self) -> frozenset[str]:
        """The digests, for looking one up."""
        return frozenset(self.digests)


def withdrawal_digest(key: str, published_digest: str, leads_to: str = "") -> str:
    """Return the digest that an approval of a withdrawal must name (撤稿摘要).

    ``leads_to`` is where the address is to lead afterwards (``leading.py``), empty for gone.
    """
    said = {"withdraw": key, "published": published_digest} | ({"leads_to": leads_to} if leads_to else {})
    return hashlib.sha256(canonical_json(said)).hexdigest()


def media_of(payload: Any) -> Iterator[tuple[str, str]]:
    """Yield ``(digest, extension)`` of every picture size and attachment in a payload."""
    if isinstance(payload, dict):
        if "digest" in payload and "extension" in payload:
            yield payload["digest"], payload["extension"]
        for value in payload.values():
            yield from media_of(value)
    elif isinstance(payload, list):
        for value in payload:
            yield from media_of(value)
