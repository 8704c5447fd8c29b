"""What ``cms.settings.node`` says, with types."""

from dataclasses import dataclass, fields
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Options:
    """Each is the setting ``SUMU_`` and its name in capitals."""

    trusted_key: Path
    report: str
    reload: list[str]
    sweep_rate: int
    sweep_minutes: int
    source: list[str]


def options() -> Options:
    """Return the settings of this node."""
    return Options(**{each.name: getattr(settings, f"SUMU_{each.name.upper()}") for each in fields(Options)})
