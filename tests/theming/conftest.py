"""A state folder and an installed theme of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from themes import location, snapshots
from themes.theme import PATTERNS


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Path) -> Path:
    """Release into a state folder of the test's own."""
    settings.SUMU_VAR = tmp_path / "var"
    return settings.SUMU_VAR


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of an installed theme that a test may change; call ``location.installed.cache_clear`` then."""
    folder = tmp_path / "theme"
    for pattern in PATTERNS:
        for path in location.PACKAGE.glob(pattern):
            target = folder / path.relative_to(location.PACKAGE)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    monkeypatch.setattr(location, "FOLDER", folder)
    location.installed.cache_clear()
    yield folder
    location.installed.cache_clear()
    snapshots.load.cache_clear()


@pytest.fixture
def upgrade(installed: Path) -> Callable[[str], None]:
    """Return what installs another theme: one whose footer says ``words``."""

    def install(words: str) -> None:
        footer = installed / "templates" / "fragments" / "footer.jinja"
        original = (location.PACKAGE / "templates" / "fragments" / "footer.jinja").read_text(encoding="utf-8")
        footer.write_text(f"<p>{words}</p>\n{original}", encoding="utf-8")
        location.installed.cache_clear()

    return install
