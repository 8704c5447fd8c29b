"""The parts of a content that people read one by one: fields, paragraphs, pictures, attachments."""

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from sites.store.content import canonical_json

Sort = Literal["text", "picture", "attachment"]


@dataclass(frozen=True)
class File:
    """A picture or an attachment of a part, as the editing side serves it to logged-in staff."""

    url: str
    name: str = ""
    size: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Part:
    """One thing that is read, compared and remarked on by itself.

    ``group`` is the field that it belongs to, ``label`` what people call it (正文第3段), ``text`` its words,
    ``raw`` all that makes it equal to another part: markup, addresses of links, digests of files.
    """

    group: str
    label: str
    text: str
    raw: str
    sort: Sort = "text"
    file: File | None = None

    @property
    def anchor(self) -> str:
        """The part's name: the same as long as nothing in it changes, wherever it stands in its field."""
        return f"{self.group}-{hashlib.sha256(self.raw.encode()).hexdigest()[:16]}"


def part(group: str, label: object, text: str, raw: Any = None, sort: Sort = "text", file: File | None = None) -> Part:
    """Return a part; ``raw`` may be any JSON value, the text itself where none is given."""
    return Part(group, str(label), text, canonical_json(text if raw is None else raw).decode(), sort, file)
