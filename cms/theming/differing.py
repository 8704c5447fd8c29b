"""Which files of a theme a change touches."""

from dataclasses import dataclass
from difflib import unified_diff

from sites.build.theme import folder
from themes import snapshots
from themes.theme import Theme

_KINDS = {"templates": "模板", "strings": "界面文字", "css": "样式", "js": "脚本", "fonts": "字体"}
MOST_LINES = 400


@dataclass(frozen=True)
class FileChange:
    """One file that differs; ``lines`` is empty for fonts."""

    path: str
    kind: str
    what: str
    lines: list[str]


def changes(before: str, after: str) -> list[FileChange]:
    """Return the files in which the kept themes ``before`` and ``after`` differ. Raises ``SnapshotAltered``."""
    old, new = snapshots.load(folder(), before), snapshots.load(folder(), after)
    paths = sorted(old.files.keys() | new.files.keys())
    return [_change(path, old, new) for path in paths if old.files.get(path) != new.files.get(path)]


def _change(path: str, old: Theme, new: Theme) -> FileChange:
    what = "新增" if path not in old.files else "删除" if path not in new.files else "改动"
    folder_name = path.split("/")[1] if path.startswith("assets/") else path.split("/")[0]
    return FileChange(path, _KINDS.get(folder_name, folder_name), what, _lines(path, old, new))


def _lines(path: str, old: Theme, new: Theme) -> list[str]:
    if "/fonts/" in path:
        return []
    before, after = (theme.text(path).splitlines() if path in theme.files else [] for theme in (old, new))
    return list(unified_diff(before, after, lineterm="", n=1))[2:MOST_LINES]
