"""What an intruder left is kept as evidence (隔离区), out of every reader's reach; nothing of it is deleted."""

import os
import shutil
from datetime import datetime
from pathlib import Path


class Quarantine:
    """The folder ``var``/quarantine: a folder for each time, in it the paths as they were."""

    def __init__(self, var: Path) -> None:
        self.folder = var / "quarantine"

    def take(self, found: Path, name: str, now: datetime) -> Path:
        """Move ``found``, a file, a folder or a link, away from where it lies; return where it is kept."""
        target = self._place(name, now)
        try:
            found.rename(target)
        except OSError:
            shutil.move(found, target)
        return target

    def copy(self, found: Path, name: str, now: datetime) -> Path | None:
        """Keep the altered file ``found``, which is about to be replaced; return where, None where that cannot be."""
        target = self._place(name, now)
        try:
            os.link(found, target, follow_symlinks=False)
        except OSError:
            try:
                shutil.copy2(found, target, follow_symlinks=False)
            except OSError:
                return None
        return target

    def _place(self, name: str, now: datetime) -> Path:
        """Return a path not taken yet, in folders that nobody else may enter."""
        base = self.folder / now.strftime("%Y%m%d-%H%M%S")
        for number in range(1 << 30):
            target = (base if not number else base.with_name(f"{base.name}-{number}")) / name
            if not os.path.lexists(target):
                break
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return target
