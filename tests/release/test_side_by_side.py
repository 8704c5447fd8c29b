"""Sites built in several processes are what one process makes of them, also when a process is killed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pygit2
import pytest

ROOT = Path(__file__).resolve().parents[2]
SITES = 6


def run(var: Path, *arguments: str, fault: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "SUMU_FAULT")}
    environment = kept | {"SUMU_VAR": str(var)} | ({"SUMU_FAULT": fault} if fault else {})
    return subprocess.run(
        [sys.executable, *arguments], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    var = tmp_path_factory.mktemp("filled") / "var"
    shape = ("--documents", "150", "--sites", str(SITES), "--navigation", "12", "--characters", "200")
    made = run(var, "-m", "tests.benchmarks.synthetic", "--var", str(var), *shape)
    assert made.returncode == 0, made.stderr
    return var


def build(filled: Path, folder: Path, processes: int, fault: str = "") -> subprocess.CompletedProcess[str]:
    shutil.copytree(filled, folder)
    return run(folder, "manage.py", "build_sites", "--processes", str(processes), fault=fault)


def public(var: Path) -> dict[str, bytes]:
    return {str(path.relative_to(var)): path.read_bytes() for path in (var / "www").rglob("*") if path.is_file()}


def trees(var: Path) -> dict[str, str]:
    return {path.name: str(pygit2.Repository(path).head.peel(pygit2.Tree).id) for path in var.glob("releases/*.git")}


def remembered(var: Path) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    with sqlite3.connect(var / "sumu.sqlite3") as database:
        outputs = (
            "SELECT site_id, language, kind, subject, path, digest, error FROM build_output ORDER BY site_id, path"
        )
        keys = (
            "SELECT site_id, path, key FROM build_outputkey k JOIN build_output o ON o.id = k.output_id"
            " ORDER BY site_id, path, key"
        )
        return database.execute(outputs).fetchall(), database.execute(keys).fetchall()


def test_several_processes_make_what_one_makes_even_if_one_of_them_is_killed(filled, tmp_path):
    alone = build(filled, tmp_path / "alone", 1)
    assert alone.returncode == 0, alone.stderr
    together = build(filled, tmp_path / "together", 2)
    assert together.returncode == 0, together.stderr
    assert together.stdout.count("个文件") == SITES
    killed = build(filled, tmp_path / "killed", 2, fault="committed:3")
    assert killed.returncode == 0, killed.stderr
    assert len(trees(tmp_path / "alone")) == SITES and len(public(tmp_path / "alone")) > 150
    for other in ("together", "killed"):
        assert trees(tmp_path / other) == trees(tmp_path / "alone")
        assert public(tmp_path / other) == public(tmp_path / "alone")
        assert remembered(tmp_path / other) == remembered(tmp_path / "alone")


def test_a_site_whose_process_always_ends_is_reported(filled, tmp_path):
    ended = build(filled, tmp_path / "ended", 2, fault="committed")
    assert ended.returncode == 1 and "有站点没有完整生成" in ended.stderr
    assert not public(tmp_path / "ended")
