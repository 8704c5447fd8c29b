"""The shared data of real texts; a test that needs it is skipped, with the reason, where it is absent."""

import json
from typing import Any

from tests.shared import shared_data as path

__all__ = ["excerpts", "path", "table"]


def excerpts(language: str) -> list[dict[str, Any]]:
    rows = json.loads(path("i18n", "gov_excerpts.json").read_text("utf-8"))
    return [row for row in rows if row["lang"] == language]


def table(name: str) -> list[list[str]]:
    lines = path("i18n", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
