"""The shared data of real texts; a test that needs it is skipped, with the reason, where it is absent."""

import json
import os
from pathlib import Path
from typing import Any

import pytest


def path(*parts: str) -> Path:
    root = Path(os.environ.get("SUMU_SHARED_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
    found = root.joinpath(*parts)
    if not found.exists():
        pytest.skip(f"shared test data absent: set SUMU_SHARED_DATA (looked for {'/'.join(parts)})")
    return found


def excerpts(language: str) -> list[dict[str, Any]]:
    rows = json.loads(path("i18n", "gov_excerpts.json").read_text("utf-8"))
    return [row for row in rows if row["lang"] == language]


def table(name: str) -> list[list[str]]:
    lines = path("i18n", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]
