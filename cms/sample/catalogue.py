"""The sample cluster's content, as its files hold it: ``content/SITE/LANGUAGE/COLUMN/NAME.toml``.

Language versions of a document are files of the same site, column and name.
"""

import tomllib
import uuid
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from multilingual import registry as languages
from sites.registry.models import StandardColumn

FOLDER = Path(__file__).resolve().parent / "content"
_NAMESPACE = uuid.UUID("5a3c0f5e-6d0b-5d63-9a55-73756d750000")


@dataclass(frozen=True)
class SampleDocument:
    """One listed document in one language; ``data`` is its file."""

    site: str
    language: str
    column: str
    name: str
    data: dict[str, Any]

    @property
    def path(self) -> str:
        """What its language versions share; links of the sample name documents by it."""
        return f"{self.site}/{self.column}/{self.name}"

    @property
    def translation_key(self) -> uuid.UUID:
        """Return the key under which it is found again, the same at every load."""
        return translation_key(self.path)


@dataclass(frozen=True)
class SampleEdition:
    """One language of a site: its columns in order, its home's blocks, its documents in order of publication."""

    site: str
    language: str
    columns: list[str]
    not_in_navigation: list[str]
    home: list[dict[str, Any]]
    documents: list[SampleDocument]


@dataclass(frozen=True)
class SampleSite:
    """One site; ``data`` is its ``site.toml``."""

    key: str
    data: dict[str, Any]
    editions: list[SampleEdition]

    @property
    def name(self) -> str:
        """Its Chinese name."""
        return str(self.data["name"][languages.DEFAULT])


def translation_key(path: str) -> uuid.UUID:
    """Return the translation key of the column or document with this ``path``."""
    return uuid.uuid5(_NAMESPACE, path)


@cache
def sites() -> list[SampleSite]:
    """Return the sample sites, the portal first."""
    folders = (path.parent for path in FOLDER.glob("*/site.toml"))
    found = [SampleSite(folder.name, _read(folder / "site.toml"), _editions(folder)) for folder in folders]
    return sorted(found, key=lambda site: int(site.data["order"]))


@cache
def standard_columns() -> dict[str, dict[str, Any]]:
    """Return the standard columns of the cluster by their codes, in their order."""
    return _read(FOLDER / "standard_columns.toml")


def lists_of(column: str) -> str:
    """Return what the standard column with this code lists."""
    return str(StandardColumn.Lists(standard_columns()[column]["lists"]))


def documents() -> list[SampleDocument]:
    """Return every listed document of the sample."""
    return [document for site in sites() for edition in site.editions for document in edition.documents]


def _editions(folder: Path) -> list[SampleEdition]:
    return [_edition(folder / code) for code in languages.codes() if (folder / code).is_dir()]


def _edition(folder: Path) -> SampleEdition:
    data = _read(folder / "edition.toml")
    site, language = folder.parent.name, folder.name
    return SampleEdition(
        site=site,
        language=language,
        columns=data["columns"],
        not_in_navigation=data.get("not_in_navigation", []),
        home=data["home"],
        documents=[
            SampleDocument(site, language, column, path.stem, _read(path))
            for column in data["columns"]
            for path in sorted((folder / column).glob("*.toml"))
        ],
    )


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        return tomllib.load(stream)
