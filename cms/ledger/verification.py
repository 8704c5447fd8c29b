"""Verifying the ledger: at once by a command, or in parts by the worker, so that releases never wait for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import connection

from sites.release.heads import witnessed
from sites.store import audit, clock, evidence, grants, protection
from sites.store.audit import BrokenChain, Head, Verified

from .models import Verification

PART = 2000
"""Entries that the worker verifies in one go: about a tenth of a second."""

EVERY = timedelta(hours=24)


@dataclass(frozen=True)
class Result:
    """What a verification found; ``sentence`` says it to people."""

    entries: int
    heads: int
    broken: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """The finding in words."""
        if self.broken:
            return self.broken
        return f"操作记录完整，共 {self.entries} 条；与库外存证 {self.heads} 处相符。"


def verify(heads: Iterable[Head] = ()) -> Result:
    """Verify the whole ledger now, keep the result and return it; ``heads`` are further ones that somebody kept."""
    run = Verification.objects.create(started_at=clock.now(), asked_by="verify_ledger")
    try:
        _advance(run, None)
        _finish(run, heads)
    except BrokenChain as broken:
        _break(run, broken)
    return Result(run.entries, run.heads, run.broken, warnings())


def ask(person: str) -> Verification:
    """Ask the worker for a verification, unless one is under way; return it."""
    return under_way() or Verification.objects.create(started_at=clock.now(), asked_by=person)


def under_way() -> Verification | None:
    """Return the verification that the worker is at."""
    return Verification.objects.filter(finished_at=None).order_by("id").first()


def newest() -> Verification | None:
    """Return the newest verification that has ended."""
    return Verification.objects.exclude(finished_at=None).order_by("-id").first()


def verify_part() -> int:
    """Verify the next part of the ledger, when a verification is asked for or a day has passed; return 1 if so."""
    run = under_way()
    if run is None:
        last = newest()
        if last is not None and last.finished_at and clock.now() - last.finished_at < EVERY:
            return 0
        run = ask("")
    try:
        if not _advance(run, PART):
            _finish(run)
    except BrokenChain as broken:
        _break(run, broken)
    return 1


def warnings() -> list[str]:
    """Return a sentence for each thing that leaves the ledger less protected than it could be."""
    alterable = grants.alterable(connection)
    return [f"当前数据库角色可以更改 {'、'.join(alterable)}，请运行 protect_ledger。"] if alterable else []


def _advance(run: Verification, limit: int | None) -> bool:
    """Verify up to ``limit`` entries more; return whether there may be further ones."""
    before = run.entries
    verified = audit.verify_on(_so_far(run), limit)
    _keep(run, verified)
    return limit is not None and run.entries - before == limit


def _finish(run: Verification, heads: Iterable[Head] = ()) -> None:
    if missing := protection.missing(connection):
        raise BrokenChain(f"数据库缺少保护触发器：{'、'.join(missing)}。请运行 manage.py migrate，并查明原因。")
    said = witnessed()
    for head in heads:
        said.setdefault(head.entry, {}).setdefault(head.chain, "另行保存的链首")
    _keep(run, audit.verify_rest(_so_far(run)))
    evidence.demand()
    run.heads = audit.demand_heads(said)
    run.finished_at = clock.now()
    run.save()


def _break(run: Verification, broken: BrokenChain) -> None:
    run.broken = str(broken)[:300]
    run.finished_at = clock.now()
    run.save()


def _so_far(run: Verification) -> Verified:
    return Verified(Head(run.upto, run.chain), run.entries)


def _keep(run: Verification, verified: Verified) -> None:
    run.upto, run.chain, run.entries = verified.upto.entry, verified.upto.chain, verified.entries
    run.save()
