"""Where an old address leads, from the map that each site's release carries (``redirects.json``)."""

import json
from functools import lru_cache
from pathlib import Path

MAP = "redirects.json"


def target_of(root: Path, path: str) -> str | None:
    """Return where ``path`` (from ``/``) of the host at ``root`` leads, empty when it is gone, None when it stays.

    A host holds its own site's map, and in a folder each that of a site below it; that one counts there.
    """
    first, _, rest = path.lstrip("/").partition("/")
    if first:
        below = _table(root / first / MAP)
        if below is not None:
            return below.get(rest)
    table = _table(root / MAP)
    return table.get(path.lstrip("/")) if table is not None else None


def _table(path: Path) -> dict[str, str] | None:
    try:
        facts = path.lstat()
    except OSError:
        return None
    return _read(str(path), facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=64)
def _read(path: str, modified: int, size: int) -> dict[str, str] | None:
    """Return the table in the file at ``path``, read again when the file is another; None for one that is none."""
    try:
        table = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return table if isinstance(table, dict) else None
