"""Keeping a repository small (整理): many packs and loose objects become one, in which like pages share their bytes.

The long part needs no lock: releases go on meanwhile. Only the last step, in which what was written anew takes the
place of the old, waits for a release under way.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pygit2

from . import faults, program

LOOSE, PACKS = 1000, 12
"""From how many loose objects or packs on it is worth it."""
UNUSED = "14.days.ago"
"""Since when a loose object must have lain there unused to go: of a push that was refused, a release never made."""
WINDOW, DEPTH = 50, 50
"""With how many others each object is compared, and how long a chain of differences may be."""
MEMORY = "256m"
"""What comparing may take."""


@dataclass(frozen=True)
class State:
    """How a repository is kept: its loose objects (estimated), its packs, its bytes."""

    loose: int
    packs: int
    size: int

    def is_due(self, packs: int = PACKS) -> bool:
        """Return whether repacking is worth it, where more than so many ``packs`` are too many."""
        return self.loose > LOOSE or self.packs > packs


def state_of(repository: Path) -> State:
    """Return how the bare repository in the folder ``repository`` is kept."""
    objects = repository / "objects"
    sample = objects / "17"
    loose = sum(1 for _ in sample.iterdir()) * 256 if sample.is_dir() else 0
    return State(loose, len(_packs(objects / "pack")), size_of(repository))


def size_of(folder: Path) -> int:
    """Return how many bytes lie below ``folder``; what vanishes meanwhile counts nothing."""
    total = 0
    for base, _folders, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(f"{base}/{name}").st_blocks * 512
            except OSError:
                continue
    return total


def repack(repository: Path, holding: Callable[[], AbstractContextManager[object]]) -> tuple[int, int]:
    """Repack the bare repository in the folder ``repository``; return its bytes before and after.

    ``holding`` returns the lock that keeps releases away; it is held for the last step alone. Ended at any point, it
    leaves at most a pack too many. Raises ``program.Failed``.
    """
    before = size_of(repository)
    folder = repository / "objects" / "pack"
    old = _packs(folder)
    heads = _references(repository)
    if not heads:
        return before, before
    made = {_pack(repository, heads, "--revs")}
    faults.point("repacked")
    with holding():
        made |= _pack_since(repository, heads)
        for name in sorted(old - made):
            for ending in (".idx", ".rev", ".bitmap", ".pack"):
                (folder / f"pack-{name}{ending}").unlink(missing_ok=True)
        faults.point("old-packs-removed")
        program.run(repository, "prune-packed", "--quiet")
    program.run(repository, "prune", f"--expire={UNUSED}")
    return before, size_of(repository)


def _pack_since(repository: Path, heads: list[str]) -> set[str]:
    """Pack what was released since ``heads``; it may lie in an old pack alone, written before and published after."""
    now = _references(repository)
    if set(now) <= set(heads):
        return set()
    since = [*now, *(f"^{head}" for head in heads)]
    said = program.run(repository, "rev-list", "--objects", "--stdin", lines=since)
    names = [line.split(" ", 1)[0] for line in said.splitlines()]
    return {_pack(repository, names)} if names else set()


def _pack(repository: Path, wanted: list[str], *how: str) -> str:
    """Write ``wanted`` into one pack, read it whole once more, and return its name. Raises ``program.Failed``."""
    folder = repository / "objects" / "pack"
    limits = ["-c", "pack.threads=1", "-c", f"pack.windowMemory={MEMORY}"]
    kept = ["--delta-base-offset", f"--window={WINDOW}", f"--depth={DEPTH}", "--quiet", *how]
    name = program.run(repository, *limits, "pack-objects", *kept, str(folder / "pack"), lines=wanted).strip()
    try:
        program.run(repository, "verify-pack", str(folder / f"pack-{name}.idx"))
    except program.Failed as reason:
        raise program.Failed(f"整理后的数据未通过校验，原有数据保持不变：{reason}") from reason
    return name


def _packs(folder: Path) -> set[str]:
    """Return the names of the packs that may give way: whole ones, and none that is to be kept."""
    found = {path.stem.removeprefix("pack-") for path in folder.glob("pack-*.idx")}
    return {name for name in found if not (folder / f"pack-{name}.keep").exists()}


def _references(repository: Path) -> list[str]:
    git = pygit2.Repository(str(repository))
    return sorted({str(git.references[name].target) for name in git.references if name.startswith("refs/")})
