"""The shared folder of real texts, pictures and attacks; a test that needs it is skipped, aloud, without it."""

import os
from pathlib import Path

import pytest


def shared_data(*parts: str) -> Path:
    """Return a path in the shared data: below ``SUMU_SHARED_DATA``, else ``../shared/data`` beside the checkout."""
    root = Path(os.environ.get("SUMU_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")
    path = root.joinpath(*parts)
    if not path.exists():
        # these are others' documents, which must not lie in the repository: a clone by itself cannot have them
        pytest.skip(f"shared test data absent: set SUMU_SHARED_DATA (looked for {'/'.join(parts)})")
    return path
