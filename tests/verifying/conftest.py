"""Each test releases into a state folder of its own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    """Return the state folder of this test."""
    settings.SUMU_VAR = tmp_path / "var"
    return settings.SUMU_VAR
