"""Themes kept for ever (主题快照): one folder each, named by the theme's digest, written once, verified when read."""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from . import assets
from .theme import Theme, read


class SnapshotAltered(RuntimeError):
    """Raised when a kept theme is not there, or no longer what its name says."""


def keep(theme: Theme, folder: Path) -> None:
    """Keep ``theme`` below ``folder``. One that is kept already stays as it is; one that was altered is put right.

    Raises ``assets.AssetsMissing`` for a theme whose fonts have not been made.
    """
    assets.demand_fonts(theme)
    target = folder / theme.digest
    if target.exists():
        if read(target).digest == theme.digest:
            return
        shutil.rmtree(target)
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        for path, data in theme.files.items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_bytes(data)
            (made / path).chmod(0o444)
        made.chmod(0o755)
        _put(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    load.cache_clear()


@cache
def load(folder: Path, digest: str) -> Theme:
    """Return the theme kept below ``folder`` under ``digest``; read and verified once a process.

    Raises ``SnapshotAltered`` when it is missing or its files do not make that digest.
    """
    target = folder / digest
    if not digest.isalnum() or not target.is_dir():
        raise SnapshotAltered(f"主题快照不在了：{target}。请从备份恢复，或运行 manage.py prepare。")
    theme = read(target)
    if theme.digest != digest:
        raise SnapshotAltered(f"主题快照被改动过：{target}。公开网站保持原样；请从备份恢复，或运行 manage.py prepare。")
    return theme


def kept(folder: Path) -> list[str]:
    """Return the digests of all themes that are kept below ``folder``."""
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _put(made: Path, target: Path) -> None:
    try:
        os.rename(made, target)  # noqa: PTH104  (must fail, not replace, when another process was first)
    except OSError:
        if not target.is_dir():
            raise
