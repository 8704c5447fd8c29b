"""What going back to an earlier release would change: each document, its content now and its content then (回退方案).

The outbox tells what stood before the public at a release: its entries say in their order which content each document
was given, or that it was taken back. What is settled (site settings, redirects, the theme, notices) does not go back
with the documents; a plan only names what of it changed since.
"""

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeVar

from sites.registry.models import Site

from . import clock, lifetime
from .content import Content, canonical_json
from .models import Document, OutboxEntry, SettledState, Version

BATCH = 500
"""How many documents are read or written at once."""

SETTLING = ("settle", "emergency")
"""The causes by which an entry without a document tells of a settled thing."""

EXPIRED, NO_EDITION, NOT_KEPT = "expired", "no edition", "not kept"
"""Why a document stays as it is: its end has passed, its edition is no more, its content then was not kept."""

_Item = TypeVar("_Item")


class Step(NamedTuple):
    """One document of a plan: the digest of what is public of it now, and of what was; empty for nothing."""

    key: str
    now: str
    then: str


class Left(NamedTuple):
    """A document that cannot be as it was, and why."""

    key: str
    why: str


@dataclass(frozen=True)
class Plan:
    """What is to change so that the documents of ``site`` are as they were at ``release`` (a commit's name).

    ``documents`` holds each that differs, by key. ``settled`` (kind, key) and ``left`` tell what does not go back; they
    are no part of what is approved.
    """

    site: str
    release: str
    documents: tuple[Step, ...]
    settled: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    left: tuple[Left, ...] = field(default=(), compare=False)

    @property
    def subject(self) -> str:
        """What approvals name beside the digest."""
        return subject_of(self.site)

    def canonical(self) -> bytes:
        """Return the one byte form of what is approved."""
        steps = [list(step) for step in self.documents]
        return canonical_json({"rollback": self.site, "release": self.release, "documents": steps})

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form, in hexadecimal."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def restored(self) -> list[Step]:
        """The documents that get an earlier content."""
        return [step for step in self.documents if step.then]

    @property
    def taken_back(self) -> list[Step]:
        """The documents that were not public then."""
        return [step for step in self.documents if not step.then]


def subject_of(site: str) -> str:
    """Return what approvals of a rollback of the site with this key name."""
    return f"rollback:{site}"


def plan(site: Site, release: str, undone: Collection[int]) -> Plan:
    """Return what must change so that the documents of ``site`` are as they were at ``release``.

    ``undone`` are the ids of the site's outbox entries that were released after it, or not yet.
    """
    then, changed = _then(site, undone)
    steps: list[Step] = []
    left: list[Left] = []
    languages = set(site.editions.values_list("language", flat=True))
    for keys in batches(sorted(changed), BATCH):
        rows = Document.objects.filter(site=site, key__in=keys).order_by("key")
        held = list(rows.values_list("key", "language", "state", "digest"))
        contents = dict(read([then[key] for key in keys if then.get(key)]))
        for key, language, state, digest in held:
            step = Step(key, digest if state == Document.State.PUBLIC else "", then.get(key, ""))
            why = _hindrance(step, language in languages, contents.get(step.then))
            if why:
                left.append(Left(key, why))
            if why == EXPIRED:
                step = step._replace(then="")
            if step.now != step.then and why in ("", EXPIRED):
                steps.append(step)
    return Plan(site.key, release, tuple(steps), _settled(site, undone), tuple(left))


def keep(made: Plan) -> str:
    """Keep ``made`` for ever as evidence of what was approved; return its digest. One that is kept already stays."""
    if Version.objects.filter(digest=made.digest()).exists():
        return made.digest()
    packed = zlib.compress(made.canonical(), 6)
    row = Version(digest=made.digest(), key=made.subject[:64], canonical=packed, at=clock.now())
    Version.objects.bulk_create([row], ignore_conflicts=True)
    return made.digest()


def kept(digest: str) -> Plan:
    """Return the plan with this ``digest``.

    Raises ``LookupError`` when none is kept, or when what is kept no longer matches its digest.
    """
    packed = Version.objects.filter(digest=digest).values_list("canonical", flat=True).first()
    said = json.loads(zlib.decompress(bytes(packed))) if packed is not None else {}
    if "rollback" not in said:
        raise LookupError(f"no plan is kept under {digest}")
    found = Plan(said["rollback"], said["release"], tuple(Step(*step) for step in said["documents"]))
    if found.digest() != digest:
        raise LookupError(f"the plan kept under {digest} has been altered")
    return found


def read(digests: Sequence[str]) -> Iterator[tuple[str, Content]]:
    """Yield the kept contents among ``digests``, each checked against its digest; what does not fit counts as lost."""
    rows = Version.objects.filter(digest__in=set(digests)).values_list("digest", "canonical")
    for digest, packed in rows:
        canonical = zlib.decompress(bytes(packed))
        if hashlib.sha256(canonical).hexdigest() == digest:
            yield digest, Content(**json.loads(canonical))


def batches(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """Yield ``items`` in pieces of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _then(site: Site, undone: Collection[int]) -> tuple[dict[str, str], set[str]]:
    """Return the digest of what was public of each document then, and which documents changed since."""
    then: dict[str, str] = {}
    changed: set[str] = set()
    passed_over = frozenset(undone)
    entries = OutboxEntry.objects.filter(site=site).exclude(document="").exclude(cause="relist").order_by("id")
    rows = entries.values_list("id", "cause", "document", "digest")
    for number, cause, key, digest in rows.iterator(chunk_size=5000):
        if number in passed_over:
            changed.add(key)
        else:
            then[key] = "" if cause == "withdraw" else digest
    return then, changed


def _hindrance(step: Step, has_edition: bool, content: Content | None) -> str:
    if not step.then or step.then == step.now:
        return ""
    if not has_edition:
        return NO_EDITION
    if content is None:
        return NOT_KEPT
    ends = lifetime.expire_at(content)
    return EXPIRED if ends is not None and ends <= clock.now() else ""


def _settled(site: Site, undone: Collection[int]) -> tuple[tuple[str, str], ...]:
    """Return what is settled and changed since, by kind and key."""
    found: set[tuple[str, str]] = set()
    for numbers in batches(sorted(undone), BATCH):
        entries = OutboxEntry.objects.filter(site=site, id__in=numbers, document="", cause__in=SETTLING)
        digests = set(entries.exclude(digest="").values_list("digest", flat=True))
        found.update(SettledState.objects.filter(digest__in=digests).values_list("kind", "key"))
    return tuple(sorted(found))
