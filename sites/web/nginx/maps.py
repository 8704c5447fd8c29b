"""Which addresses lead on and which are gone, as nginx reads it: gathered from what the releases carry."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..redirecting import tables
from .configuration import quoted

MOVED, GONE = "moved.map", "gone.map"


def write_maps(folder: Path, sites: Iterable[tuple[str, Path]]) -> bool:
    """Write both maps into ``folder``; return whether either changed, so that nginx must read them again.

    ``sites`` are the address of each site, ``host/`` or ``host/path/``, and its web root.
    """
    lines: dict[str, list[str]] = {MOVED: [], GONE: []}
    for address, target in sorted(entries(sites)):
        if target:
            lines[MOVED].append(f"{quoted(address)} {quoted(target)};\n")
        else:
            lines[GONE].append(f"{quoted(address)} 1;\n")
    changed = [_write(folder / name, "".join(found)) for name, found in lines.items()]
    return any(changed)


def entries(sites: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, str]]:
    """Yield ``host/path`` of each old address and where it leads, empty for what is gone."""
    for base, root in sites:
        every: dict[str, str] = {}
        for table in tables(root):
            every = table | every
        for path, target in sorted(every.items()):
            address, leads = base + path, str(target)
            if _fits(address) and _fits(leads):
                yield address, leads


def _fits(text: str) -> bool:
    """Return whether nginx takes ``text`` literally; others are answered by the page at the address alone."""
    try:
        quoted(text)
    except ValueError:
        return False
    return not text.startswith(("~", "\\"))


def _write(path: Path, text: str) -> bool:
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.new")
    partial.write_bytes(data)
    partial.replace(path)
    return True
