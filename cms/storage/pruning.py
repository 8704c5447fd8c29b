"""Taking away what nothing names any more: aside first, for good a while later (待清除)."""

import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from sites.build.theme import folder as theme_folder

from . import rules
from .naming import named_blobs, named_originals, named_themes

EVIDENCE = ".html"
"""Renderings that an approval saw: evidence, whatever names them."""
DAY = 86_400


@dataclass(frozen=True)
class Found:
    """A file or folder that may go: what it is, where it lies, its bytes."""

    kind: str
    path: Path
    size: int


def prunable() -> Iterator[Found]:
    """Yield what nothing names any more and is old enough to go."""
    before = time.time() - rules.value("unnamed_days") * DAY
    blobs = named_blobs()
    for path in sorted(_var().glob("blobs/??/*")):
        if path.stem not in blobs and path.suffix != EVIDENCE and _is_older(path, before):
            yield Found("公开文件", path, _size(path))
    originals = named_originals()
    media = Path(settings.MEDIA_ROOT)
    for path in sorted([*media.glob("pictures/*/*"), *media.glob("attachments/*/*")]):
        if path.stem not in originals and _is_older(path, before):
            yield Found("原件", path, _size(path))
    themes = named_themes()
    for path in sorted(theme_folder().glob("[!.]*")):
        if path.is_dir() and path.name not in themes and _is_older(path, before):
            yield Found("主题快照", path, _size(path))


def set_aside(found: list[Found]) -> None:
    """Move ``found`` below ``pruned/``, where it stays for a while."""
    for each in found:
        target = _aside(each.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            shutil.rmtree(target)
        each.path.replace(target)
        os.utime(target)


def take_back() -> list[Path]:
    """Put what lies aside and is named again where it was; return where."""
    named = named_blobs() | named_originals() | named_themes()
    back = []
    for path in _lying_aside():
        if path.stem in named:
            target = _var() / path.relative_to(_pruned())
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                path.replace(target)
                back.append(target)
    return back


def overdue() -> list[Found]:
    """Return what has lain aside long enough to go for good."""
    before = time.time() - rules.value("pruned_days") * DAY
    return [Found("待清除", path, _size(path)) for path in _lying_aside() if _is_older(path, before)]


def remove(found: list[Found]) -> None:
    """Take ``found`` away for good."""
    for each in found:
        if each.path.is_dir():
            shutil.rmtree(each.path)
        else:
            each.path.unlink(missing_ok=True)


def _lying_aside() -> list[Path]:
    pruned = _pruned()
    kinds = ("blobs/??/*", "media/pictures/*/*", "media/attachments/*/*", "themes/*")
    return sorted(path for kind in kinds for path in pruned.glob(kind))


def _aside(path: Path) -> Path:
    return _pruned() / path.relative_to(_var())


def _pruned() -> Path:
    return _var() / "pruned"


def _var() -> Path:
    return Path(settings.SUMU_VAR)


def _is_older(path: Path, moment: float) -> bool:
    return path.lstat().st_mtime < moment


def _size(path: Path) -> int:
    if path.is_dir():
        return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
    return path.stat().st_size
