"""The repository keeps its own rules."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = [
    *("cms", "sites", "themes", "search", "multilingual"),
    *(f"sites/{name}" for name in ("registry", "store", "build", "release", "standards")),
    *(str(path.parent.relative_to(ROOT)) for path in sorted((ROOT / "cms").glob("*/apps.py"))),
    *("cms/operation", "cms/sanitising"),
]
LONGEST = 400


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room):
    readme = ROOT / room / "README.md"
    assert 4 <= len(readme.read_text(encoding="utf-8").splitlines()) <= 30


def test_source_files_stay_small():
    endings = {".py", ".html", ".jinja", ".css", ".js"}
    long = {
        str(path.relative_to(ROOT)): lines
        for path in tracked()
        if path.suffix in endings and "migrations" not in path.parts and "content" not in path.parts
        if (lines := path.read_bytes().count(b"\n")) > LONGEST
    }
    assert not long


def test_lock_files_name_versions_and_hashes_only():
    locks = [path for path in tracked() if path.parent.name == "requirements" or path.name == "package-lock.json"]
    assert locks
    for path in locks:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text), path


def test_every_pinned_package_has_hashes():
    for path in (ROOT / "requirements").glob("*.txt"):
        blocks = re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8"))
        assert all("--hash=sha256:" in block for block in blocks if "==" in block), path


def test_ci_runs_what_a_developer_runs():
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
