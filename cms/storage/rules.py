"""The rules of this room, from the table beside it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Rule:
    """One rule: its value, what that means, where it stands and how sure that is."""

    name: str
    value: int
    meaning: str
    source: str
    certainty: str


@cache
def rules() -> dict[str, Rule]:
    """Return the rules by name."""
    table = tomllib.loads(Path(__file__).with_name("rules.toml").read_text(encoding="utf-8"))
    return {name: Rule(name, **row) for name, row in table.items()}


def value(name: str) -> int:
    """Return the value of the rule ``name``."""
    return rules()[name].value
