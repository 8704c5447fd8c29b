"""The builder's reader: the store's, with what is known already answered from memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sites.store import keys, listing
from sites.store.bulk import places
from sites.store.models import Document
from sites.store.reading import ListPage, Reader, public, public_where
from sites.store.settling import facts

from .batching import batches
from .context import Item
from .links import inner_links
from .newest import newest_documents
from .shared import SharedEdition
from .survey import Seen

Shown = Document | Item
"""A document still to be proven intact, or what a list shows of one that was."""


@dataclass(eq=False)
class Ahead:
    """What was fetched together for many outputs: inner links by key, language versions by group, list pages."""

    documents: dict[str, Document | None] = field(default_factory=dict)
    versions: dict[str, list[Document]] = field(default_factory=dict)
    lists: dict[tuple[str, int], ListPage[Document]] = field(default_factory=dict)


NOTHING_AHEAD = Ahead()


def look_ahead(shared: SharedEdition, documents: Iterable[Document]) -> Ahead:
    """Fetch in a few queries what the pages of ``documents`` will ask for."""
    held = list(documents)
    linked = set().union(*(inner_links(document.payload) for document in held))
    ahead = Ahead(documents=dict.fromkeys(linked))
    if linked:
        ahead.documents.update({found.key: found for found in public().filter(key__in=linked).defer("payload")})
        facts.as_settled(found.site for found in ahead.documents.values() if found and found.site_id != shared.site.pk)
    ahead.versions = versions_of(shared, held)
    return ahead


def versions_of(shared: SharedEdition, documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Return the public language versions of ``documents``, themselves included, by translation group."""
    versions = {document.translation_group: [document] for document in documents}
    if len(shared.editions) > 1:
        for batch in batches(versions, 500):
            others = public().filter(site=shared.site, translation_group__in=batch)
            for other in others.exclude(language=shared.language).defer("payload"):
                versions[other.translation_group].append(other)
    return versions


def look_ahead_lists(shared: SharedEdition, column: Document, numbers: Sequence[int]) -> Ahead:
    """Fetch some numbered list pages of ``column`` together."""
    last = shared.last_slots[column.key]
    slots = [slot for number in numbers for slot in listing.slots_of(number)]
    found: dict[int, list[Document]] = {number: [] for number in numbers}
    public_ones = Document.objects.filter(column=column.key, slot__in=slots, state=Document.State.PUBLIC)
    for document in public_ones.order_by("-slot"):
        document.site = shared.site
        found[listing.page_of(document.slot)].append(document)
    ahead = Ahead(versions=versions_of(shared, [column]))
    for number, documents in found.items():
        newer = number + 1 if listing.links_to_newer_page(number, last) else 0
        ahead.lists[column.key, number] = ListPage(documents, number, older=number - 1, newer=newer)
    return ahead


class BuildReader(Reader):
    """Reads for one output; what its edition shares and what was fetched ahead costs no query."""

    def __init__(self, shared: SharedEdition, ahead: Ahead = NOTHING_AHEAD) -> None:
        super().__init__(shared.site, shared.language)
        self.shared = shared
        self.ahead = ahead
        self.home = shared.home
        self.columns = shared.columns
        self.editions = shared.editions
        self._wanted: Mapping[str, int] = {}
        self._newest: dict[str, list[Document]] = {}

    def document(self, key: str) -> Document | None:
        """Return the public document with this ``key``, of any site, or None; another site's as it was settled."""
        if key in self.ahead.documents:
            self.touched.add(keys.document(key))
            found = self.ahead.documents[key]
        else:
            found = super().document(key)
            facts.as_settled([found.site] if found is not None and found.site_id != self.site.pk else [])
        if found is not None and found.site_id != self.site.pk:
            self.touched.add(keys.site(found.site.key))
        return found

    def translations(self, document: Document) -> list[Document]:
        """Return the public language versions of ``document`` in the site's editions, itself included."""
        self.touched.add(keys.translations(document.translation_group))
        if len(self.editions) < 2:
            return [document]
        if document.translation_group not in self.ahead.versions:
            return super().translations(document)
        return sorted(self.ahead.versions[document.translation_group], key=lambda version: self._rank(version.language))

    def list_page(self, column: str, number: int) -> ListPage[Shown]:
        """Return numbered list page ``number`` of ``column``, which was fetched ahead; its first page for 0."""
        survey, last = self.shared.survey, self.shared.last_slots[column]
        if not number:
            self.touched.add(keys.latest(column))
            pages, slots = listing.numbered_pages(last), listing.first_page_slots(last)
            if survey.is_complete:
                shown, total = self._proven(survey.in_slots(column, slots)), survey.total(column)
            else:
                shown, total = [*self.in_slots(column, slots)], self.total(column)
            return ListPage(shown, 0, older=pages, newer=0, pages=pages, total=total)
        self.touched |= {keys.slots(column, number), keys.newer(column, number)}
        if not survey.is_complete:
            read = self.ahead.lists[column, number]
            return ListPage([*read.documents], number, older=read.older, newer=read.newer)
        newer = number + 1 if listing.links_to_newer_page(number, last) else 0
        shown = self._proven(survey.in_slots(column, listing.slots_of(number)))
        return ListPage(shown, number, older=number - 1, newer=newer)

    def newest_of(self, column: str, count: int) -> list[Shown]:
        """Return the newest ``count`` documents of ``column``, newest first."""
        if not self.shared.survey.is_complete:
            if count > self._wanted.get(column, 0):
                return [*self.latest(column, count)]
            self.touched.add(keys.latest(column))
            return [*self._newest[column][:count]]
        self.touched.add(keys.latest(column))
        return self._proven(self.shared.survey.latest(column, count))

    def look_ahead_newest(self, wanted: Mapping[str, int]) -> None:
        """Fetch together what ``newest_of`` will be asked for: the number of documents of each column."""
        if not self.shared.survey.is_complete:
            self._wanted, self._newest = wanted, newest_documents(wanted, self.shared.last_slots)
            for documents in self._newest.values():
                self._own(documents)

    def newest(self, count: int) -> list[Document]:
        """Return the newest ``count`` documents over all columns, by the date that readers see."""
        self.touched.update(keys.latest(column) for column in self.columns)
        if not self.shared.survey.is_complete:
            edition = "site_id = %s AND language = %s AND slot > 0"
            order = "ORDER BY published_at DESC, number DESC LIMIT %s"
            return self._own(public_where(f"{edition} {order}", [self.site.pk, self.language, count]))
        chosen = [seen.key for seen in self.shared.survey.newest(count)]
        found = self._own(public_where(f"key IN ({places(chosen)})", chosen)) if chosen else []
        documents = {document.key: document for document in found}
        return [documents[key] for key in chosen if key in documents]

    def sitemap_shards(self) -> int:
        """Return how many sitemap shards the edition has; the number never falls."""
        last = self.shared.last_number
        return listing.sitemap_shard(last) if last else 0

    def sitemap_rows(self, shard: int) -> list[tuple[str, datetime]]:
        """Return the path and the admission of each listed document of a sitemap shard, by number."""
        self.touched.add(keys.sitemap(self.site.key, self.language, shard))
        last = shard * listing.SITEMAP_SHARD
        first = last - listing.SITEMAP_SHARD + 1
        if self.shared.survey.is_complete:
            return [(seen.path, seen.admitted_at) for seen in self.shared.survey.by_number(first, last)]
        found = Document.objects.filter(site=self.site, language=self.language, number__range=(first, last))
        public_ones = found.filter(state=Document.State.PUBLIC).order_by("number")
        return list(public_ones.values_list("path", "admitted_at"))

    def _proven(self, seen: list[Seen]) -> list[Shown]:
        """Return what lists show of the documents ``seen``; those that were not proven intact are read again."""
        items = self.shared.survey.items
        missing = [one.key for one in seen if one.key not in items]
        again = {document.key: document for document in public().filter(key__in=missing)} if missing else {}
        return [items.get(one.key) or again[one.key] for one in seen if one.key in items or one.key in again]
