"""What could be read of a file, as plain data that travels between processes and is kept."""

from dataclasses import dataclass, field
from typing import Any, Self

READ = "read"
UNSUPPORTED = "unsupported"
DAMAGED = "damaged"
ENCRYPTED = "encrypted"
TOO_LARGE = "too large"
TOO_SLOW = "too slow"


@dataclass(frozen=True)
class Part:
    """One part of a file: ``name`` in Chinese (正文, 批注, 工作表“名单”), each line a paragraph, row or page."""

    name: str
    text: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Report:
    """``state`` says how far reading came; ``notes`` are codes of what is odd, with what they are about."""

    state: str = READ
    parts: tuple[Part, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "state": self.state,
            "parts": [[part.name, part.text, part.is_hidden] for part in self.parts],
            "properties": self.properties,
            "notes": [list(note) for note in self.notes],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the report that ``as_json`` gave."""
        return cls(
            state=data["state"],
            parts=tuple(Part(*part) for part in data["parts"]),
            properties=dict(data["properties"]),
            notes=tuple((str(code), str(about)) for code, about in data["notes"]),
        )
