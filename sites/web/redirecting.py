"""Where an old address leads, from the files that each site's release carries.

``redirects.json`` names old addresses, withdrawn homes and columns; ``redirects-N.json`` the withdrawn documents with
the numbers of shard N. A document's number stands in its address, so one small file answers for it.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

MAP = "redirects.json"
SHARD = 1000
"""How many numbers a file of withdrawn documents covers (``sites.store.listing.WITHDRAWN_SHARD``)."""
_NUMBER = re.compile(r"/([0-9]{1,12})\.html$")


def target_of(root: Path, path: str) -> str | None:
    """Return where ``path`` (from ``/``) of the host at ``root`` leads, empty when it is gone, None when it stays.

    A host holds its own site's map, and in a folder each that of a site below it; that one counts there.
    """
    first, _, rest = path.lstrip("/").partition("/")
    found = _look_up(root / first, rest) if first and first.strip(".") else None
    return _look_up(root, path.lstrip("/")) if found is None else found


def tables(base: Path) -> Iterator[dict[str, str]]:
    """Yield what each file of the site whose web root is ``base`` says; an address in several is answered by the first.

    ``redirects.json`` comes first, whatever it names counts.
    """
    shards = sorted(base.glob("redirects-*.json"))
    for path in (base / MAP, *shards):
        table = _table(path)
        if table is not None:
            yield table


def is_map(name: str) -> bool:
    """Return whether ``name`` is one of the files that say where addresses lead."""
    return name == MAP or (name.startswith("redirects-") and name.endswith(".json"))


def names_for(path: str) -> list[str]:
    """Return the files that may say where ``path`` below a site's base leads, the one that counts first."""
    number = _NUMBER.search(path)
    return [MAP, f"redirects-{(int(number[1]) - 1) // SHARD + 1}.json"] if number else [MAP]


def _look_up(base: Path, path: str) -> str | None:
    for name in names_for(path):
        table = _table(base / name)
        if table is not None and path in table:
            return table[path]
    return None


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
