"""Why a public file is not what a full build makes: which key was not recorded, or not announced (漏掉的键)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from sites.build.full import is_current
from sites.build.making import Made
from sites.build.models import EditionState, Output, OutputKey
from sites.build.program import Spec
from sites.build.shared import Run
from sites.registry.models import Site
from sites.store import keys, listing
from sites.store.models import Document, OutboxEntry, SettledState

NEWEST = 20
"""How many of the documents behind a key are looked at, those changed last."""


def missed(site: Site, path: str, spec: Spec | None, made: Made | None) -> Iterator[str]:
    """Yield a sentence for each key that the change-driven build missed at ``path``.

    ``spec`` is the output that ought to lie there, None for none; ``made`` what a fresh build remembers of it.
    """
    held = Output.objects.filter(site=site, path=path).first()
    recorded = set(OutputKey.objects.filter(output=held).values_list("key", flat=True)) if held is not None else set()
    if held is not None and made is not None and held.digest == made.digest and not made.keys - recorded:
        yield "产出记录与全量生成一致：键没有漏，是线上的文件被改动或没有签出"
        return
    unrecorded = sorted(made.keys - recorded) if held is not None and made is not None else []
    yield from (f"少记录的键：{key}" for key in unrecorded)
    read = recorded | (spec.implied if spec is not None else set()) | (made.keys if made is not None else set())
    silent = sorted(key for key in read if _is_unannounced(site, key))
    yield from (f"没有被任何变更宣布的键：{key}" for key in silent)
    wide = list(_wide(site, spec.identity.language if spec is not None else ""))
    yield from wide
    if not unrecorded and not silent and not wide:
        yield "找不到漏掉的键；各键都已宣布" if held is not None else "产出记录里没有这个文件"


def _wide(site: Site, language: str) -> Iterator[str]:
    """Yield which keys of whole editions changed without being built."""
    if not is_current(site):
        yield f"没有被任何变更宣布的键：{keys.THEME}（主题、生成程序或网址已变，站点还没有全量生成）"
    built = EditionState.objects.filter(site=site, language=language).values_list("digest", flat=True).first()
    if language and built is not None and built != Run(site).edition(language).digest:
        yield f"没有被任何变更宣布的键：{keys.edition(site.key, language)} 或 {keys.site(site.key)}"


def _is_unannounced(site: Site, key: str) -> bool:
    """Return whether something behind ``key`` changed and no entry of the outbox said so."""
    kind, _, rest = key.partition(":")
    if kind == "redirect":
        newest = SettledState.objects.filter(kind=kind, key=rest).order_by("-id").first()
        return newest is not None and not OutboxEntry.objects.filter(digest=newest.digest, keys__isnull=False).exists()
    return any(not _was_announced(key, document, at) for document, at in _changed_last(_behind(site, kind, rest)))


def _was_announced(key: str, document: str, at: datetime) -> bool:
    entries = OutboxEntry.objects.filter(document=document, created_at__gte=at).order_by("-id")[:NEWEST]
    return any(key in entry.keys for entry in entries)


def _changed_last(found: QuerySet[Document]) -> Iterable[tuple[str, datetime]]:
    """Return the keys of those of ``found`` that changed last, and when each did."""
    at = Greatest("admitted_at", Coalesce("withdrawn_at", "admitted_at"))
    return found.annotate(changed_at=at).order_by("-changed_at").values_list("key", "changed_at")[:NEWEST]


def _behind(site: Site, kind: str, rest: str) -> QuerySet[Document]:
    """Return the documents that a narrow key speaks of."""
    every = Document.objects.all()
    if kind == "document":
        return every.filter(key=rest)
    if kind == "translations":
        return every.filter(translation_group=rest)
    if kind == "latest":
        return every.filter(column=rest, slot__gt=0)
    if kind in ("slots", "sitemap", "withdrawn"):
        owner, _, number = rest.rpartition(":")
        if kind == "slots":
            slots = listing.slots_of(int(number))
            return every.filter(column=owner, slot__range=(slots[0], slots[-1]))
        size = listing.SITEMAP_SHARD if kind == "sitemap" else listing.WITHDRAWN_SHARD
        numbered = every.filter(site=site, number__range=((int(number) - 1) * size + 1, int(number) * size))
        return numbered.filter(language=owner.partition(":")[2]) if kind == "sitemap" else numbered
    return every.none()
