"""Keeping a repository small: the loose objects of many releases become one pack."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from .packs import NAMES, PackWriter

LOOSE = 2000
"""From how many loose objects on it is worth it: about two hundred releases."""
_KINDS = {name: kind for kind, name in NAMES.items()}


def pack_loose(repository: Path) -> int:
    """Pack the loose objects of ``repository``; return how many were packed.

    The pack is complete before the first loose object goes, so ending at any point loses nothing.
    """
    found = list(_loose(repository / "objects"))
    if not found:
        return 0
    packed = []
    with PackWriter(repository) as pack:
        for path in found:
            head, _, data = zlib.decompress(path.read_bytes()).partition(b"\0")
            kind = _KINDS.get(head.partition(b" ")[0])
            if kind is not None and pack.add(kind, data).hex() == path.parent.name + path.name:
                packed.append(path)
    for path in packed:
        path.unlink()
    return len(packed)


def is_due(repository: Path) -> bool:
    """Return whether there are many loose objects, by counting one folder of 256 (they fill evenly)."""
    folder = repository / "objects" / "17"
    return folder.is_dir() and sum(1 for _ in folder.iterdir()) > LOOSE // 256


def _loose(objects: Path) -> Iterator[Path]:
    for folder in sorted(objects.glob("[0-9a-f][0-9a-f]")):
        yield from (path for path in sorted(folder.iterdir()) if len(path.name) == 38)
