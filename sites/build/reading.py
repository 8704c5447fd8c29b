"""The builder's reader: the store's, with what is known already answered from memory."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sites.store import counters, keys, listing
from sites.store.models import Document
from sites.store.reading import ListPage, Reader, public
from sites.store.settling import facts

from .links import inner_links
from .shared import SharedEdition


@dataclass(eq=False)
class Ahead:
    """What was fetched together for many outputs: inner links by key, language versions by group, list pages."""

    documents: dict[str, Document | None] = field(default_factory=dict)
    versions: dict[str, list[Document]] = field(default_factory=dict)
    lists: dict[tuple[str, int], ListPage] = field(default_factory=dict)


NOTHING_AHEAD = Ahead()


def look_ahead(shared: SharedEdition, documents: Iterable[Document]) -> Ahead:
    """Fetch in a few queries what the pages of ``documents`` will ask for."""
    held = list(documents)
    linked = set().union(*(inner_links(document.payload) for document in held))
    ahead = Ahead(documents=dict.fromkeys(linked))
    if linked:
        ahead.documents.update({found.key: found for found in public().filter(key__in=linked).defer("payload")})
        facts.as_settled(found.site for found in ahead.documents.values() if found and found.site_id != shared.site.pk)
    ahead.versions = {document.translation_group: [document] for document in held}
    if len(shared.editions) > 1:
        others = public().filter(site=shared.site, translation_group__in=list(ahead.versions))
        for other in others.exclude(language=shared.language).defer("payload"):
            ahead.versions[other.translation_group].append(other)
    return ahead


def look_ahead_lists(shared: SharedEdition, column: Document, numbers: range) -> Ahead:
    """Fetch a run of numbered list pages of ``column`` together."""
    last = counters.last(counters.column_slots(column.key))
    slots = (listing.slots_of(numbers[0])[0], listing.slots_of(numbers[-1])[-1])
    found: dict[int, list[Document]] = {number: [] for number in numbers}
    public_ones = Document.objects.filter(column=column.key, slot__range=slots, state=Document.State.PUBLIC)
    for document in public_ones.order_by("-slot"):
        document.site = shared.site
        found[listing.page_of(document.slot)].append(document)
    ahead = Ahead(versions={column.translation_group: Reader(shared.site, shared.language).translations(column)})
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

    def numbered_page(self, column: str, page: int) -> ListPage:
        """Return numbered list page ``page`` of ``column``; page 1 holds the oldest."""
        if (column, page) not in self.ahead.lists:
            return super().numbered_page(column, page)
        self.touched |= {keys.slots(column, page), keys.newer(column, page)}
        return self.ahead.lists[column, page]

    def newest(self, count: int) -> list[Document]:
        """Return the newest ``count`` documents over all columns, by the date that readers see."""
        found: list[tuple[object, int, str]] = []
        for column in self.columns:
            self.touched.add(keys.latest(column))
            slots = public().filter(column=column, slot__gt=0).order_by("-slot")
            found.extend(slots.values_list("published_at", "number", "key")[:count])
        chosen = [key for _, _, key in sorted(found, reverse=True)[:count]]
        documents = {document.key: document for document in public().filter(key__in=chosen)}
        return [documents[key] for key in chosen if key in documents]

    def sitemap_rows(self, shard: int) -> list[tuple[str, datetime]]:
        """Return the path and the admission of each listed document of a sitemap shard, by number."""
        self.touched.add(keys.sitemap(self.site.key, self.language, shard))
        last = shard * listing.SITEMAP_SHARD
        numbers = (last - listing.SITEMAP_SHARD + 1, last)
        found = Document.objects.filter(site=self.site, language=self.language, number__range=numbers)
        public_ones = found.filter(state=Document.State.PUBLIC).order_by("number")
        return list(public_ones.values_list("path", "admitted_at"))
