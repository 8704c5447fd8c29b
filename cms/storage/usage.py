"""How much lies on the disk (存储用量), measured once a day and kept in a file: a big cluster has many files."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from sites.git.repacking import size_of
from sites.store import clock
from sites.store.blobs import write_whole

from . import rules

FILE = "disk-use.json"
WORDS = {
    "database": _("数据库"),
    "blobs": _("已公开的图片和附件"),
    "media": _("图片和附件的原件"),
    "releases": _("发布库（所有历史版本）"),
    "www": _("网站文件（读者看到的）"),
    "themes": _("主题快照"),
    "search.sqlite3": _("检索索引"),
    "import-reports": _("导入报告"),
    "pruned": _("待清除的文件"),
    "other": _("其他"),
}
"""What lies in the state folder, in the order in which it is shown."""


@dataclass(frozen=True)
class Usage:
    """The bytes of each part of the state folder and of each site's repository, and when they were measured."""

    at: datetime
    parts: dict[str, int]
    sites: dict[str, int]

    @property
    def total(self) -> int:
        """Return the bytes of all parts."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Space:
    """The disk that the state folder lies on: its bytes, and how many are free, now."""

    total: int
    free: int

    @property
    def free_percent(self) -> int:
        """Return the share that is free, in whole percent."""
        return self.free * 100 // self.total if self.total else 0

    @property
    def is_short(self) -> bool:
        """Return whether that is less than the rule asks for."""
        return self.free_percent < rules.value("least_free_percent")


def space() -> Space:
    """Return how much room there is now."""
    found = shutil.disk_usage(settings.SUMU_VAR)
    return Space(found.total, found.free)


def measure() -> Usage:
    """Measure, keep what was found, and return it. Takes seconds for each million files."""
    var = Path(settings.SUMU_VAR)
    parts = dict.fromkeys(WORDS, 0)
    parts["database"] = _database_size()
    for path in sorted(var.iterdir()):
        if path.name.startswith("sumu.sqlite3"):
            continue
        size = size_of(path) if path.is_dir() else path.lstat().st_size
        parts[path.name if path.name in parts else _part_of(path.name)] += size
    sites = {path.stem: size_of(path) for path in sorted(var.glob("releases/*.git"))}
    usage = Usage(clock.now(), parts, sites)
    said = {"at": usage.at.isoformat(), "parts": parts, "sites": sites}
    write_whole(var / FILE, json.dumps(said, ensure_ascii=False).encode())
    return usage


def measured() -> Usage | None:
    """Return what was measured last, None before the first time."""
    try:
        said = json.loads((Path(settings.SUMU_VAR) / FILE).read_text(encoding="utf-8"))
        return Usage(datetime.fromisoformat(said["at"]), said["parts"], said["sites"])
    except (OSError, ValueError, KeyError):
        return None


def _part_of(name: str) -> str:
    return "search.sqlite3" if name.startswith("search.sqlite3") else "other"


def _database_size() -> int:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    return sum(path.lstat().st_size for path in Path(settings.SUMU_VAR).glob("sumu.sqlite3*"))
