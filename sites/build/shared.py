"""What all outputs of one edition share, read once in each build."""

import hashlib
from dataclasses import fields
from functools import cached_property
from typing import Any

from multilingual import registry as languages
from multilingual.registry import DEFAULT
from sites.registry import addresses
from sites.registry.models import Site
from sites.store import counters, redirects
from sites.store.content import canonical_json
from sites.store.models import Document
from sites.store.reading import Reader
from sites.store.redirects import Redirect
from themes.theme import Theme

from . import chrome, page_tags
from .context import Edition, Link
from .survey import Survey
from .theme import theme_in_force


class SharedEdition:
    """The home, columns, languages and chrome of one edition, each read at most once.

    ``files_root`` replaces the address below which assets, pictures and attachments lie (previews only).
    """

    def __init__(self, site: Site, language: str, theme: Theme, files_root: str | None = None) -> None:
        self.site = site
        self.language = language
        self.theme = theme
        self.files_root = files_root
        self.survey = Survey()
        self.ways: dict[str, list[Link]] = {}
        """The links from the home to each column, itself included; what renders pages fills it in."""
        self._by_section: dict[str, Edition] = {}
        self._by_column: dict[str, Edition] = {}
        self._tag_values: dict[str, dict[str, str]] = {}
        self._reader = Reader(site, language)

    @cached_property
    def home(self) -> Document | None:
        """The edition's public home."""
        return self._reader.home

    @cached_property
    def columns(self) -> dict[str, Document]:
        """The edition's public columns in their order."""
        return self._reader.columns

    @cached_property
    def editions(self) -> list[str]:
        """The languages in which the site has a public home."""
        return self._reader.editions

    @cached_property
    def children(self) -> dict[str, list[Document]]:
        """The columns directly below each column."""
        found: dict[str, list[Document]] = {}
        for column in self.columns.values():
            found.setdefault(column.column, []).append(column)
        return found

    @cached_property
    def _given(self) -> dict[str, int]:
        """What the counters of the edition have given out last, by their names."""
        names = [counters.column_slots(column) for column in self.columns]
        return counters.last_of([counters.edition_numbers(self.site.key, self.language), *names])

    @cached_property
    def last_slots(self) -> dict[str, int]:
        """The last slot that was given out in each column of the edition, 0 where there was none."""
        return {column: self._given.get(counters.column_slots(column), 0) for column in self.columns}

    @cached_property
    def last_number(self) -> int:
        """The last number that was given out to a listed document of the edition, 0 where there was none."""
        return self._given.get(counters.edition_numbers(self.site.key, self.language), 0)

    def ancestors(self, column: str) -> list[Document]:
        """Return the column with this key and those above it, the top one first; what is not public is left out."""
        chain: list[Document] = []
        while (found := self.columns.get(column)) is not None and found not in chain:
            chain.insert(0, found)
            column = found.column
        return chain

    @cached_property
    def edition(self) -> Edition:
        """The chrome of the edition's pages."""
        columns = list(self.columns.values())
        return chrome.edition(self.site, self.language, self.theme, columns, self.portal, files_root=self.files_root)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where in the navigation each address stands."""
        found: dict[str, list[int]] = {}
        for place, link in enumerate(self.edition.navigation):
            found.setdefault(link.url, []).append(place)
        return found

    @cached_property
    def portal(self) -> Link | None:
        """The link to the cluster's portal."""
        return chrome.portal_link(self.site, self.language)

    def tag_values(self, column: str) -> dict[str, str]:
        """Return the values of page tags that a column's documents share; those of the edition where it is none."""
        if column not in self._tag_values:
            values = page_tags.site_values(self.site, self.language)
            if column in self.columns:
                values |= page_tags.column_values(self.columns[column])
            self._tag_values[column] = values
        return self._tag_values[column]

    def edition_in(self, column: str) -> Edition:
        """Return the chrome with the navigation entry marked under which ``column`` stands."""
        if column not in self._by_column:
            self._by_column[column] = self._edition_in(column)
        return self._by_column[column]

    def _edition_in(self, column: str) -> Edition:
        chain = self.ancestors(column)
        if not chain:
            return self.edition
        section = chain[0]
        if section.key not in self._by_section:
            url = addresses.local_url(self.site, section.path)
            self._by_section[section.key] = chrome.in_section(self.edition, self._places.get(url, []))
        return self._by_section[section.key]

    @cached_property
    def digest(self) -> str:
        """The digest of all of this: while it stays the same, no output of the edition changes by it."""
        columns = [[column.key, column.path, column.column, column.digest] for column in self.columns.values()]
        value = {
            "edition": {**_plain(self.edition), "memo": {}, "common": {}},
            "columns": columns,
            "languages": self.editions,
            "has_home": self.home is not None,
        }
        return hashlib.sha256(canonical_json(value)).hexdigest()


def _plain(value: Any) -> Any:
    """Return what ``dataclasses.asdict`` does, for what is in an edition; without copying what cannot change."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return value


class Run:
    """One build of one site, with one theme (the settled one unless told): hands out its editions, each made once."""

    def __init__(self, site: Site, theme: Theme | None = None) -> None:
        self.site = site
        self.theme = theme or theme_in_force()
        self._editions: dict[str, SharedEdition] = {}

    @cached_property
    def redirects(self) -> list[Redirect]:
        """The redirects of the site, by path."""
        return redirects.of_site(self.site)

    @cached_property
    def has_withdrawn(self) -> bool:
        """Whether anything of the site is withdrawn; answered from an index alone, while looking for it reads all."""
        held = Document.objects.filter(site=self.site, language__in=languages.codes())
        return held.filter(state=Document.State.WITHDRAWN).exists()

    def edition(self, language: str) -> SharedEdition:
        """Return what the edition in ``language`` shares; the default edition for files of no edition."""
        code = language or DEFAULT
        if code not in self._editions:
            self._editions[code] = SharedEdition(self.site, code, self.theme)
        return self._editions[code]
