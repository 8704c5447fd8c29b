"""Which addresses lead on and which are gone, as nginx reads it: gathered from what the releases carry."""

import json
from collections.abc import Iterator
from pathlib import Path

from sites.registry import addresses
from sites.registry.models import Site
from sites.store.blobs import write_whole

from ..places import web_root
from ..redirecting import MAP
from .configuration import quoted

MOVED, GONE = "moved.map", "gone.map"


def write_maps(folder: Path) -> bool:
    """Write both maps into ``folder``; return whether either changed, so that nginx must read them again."""
    lines: dict[str, list[str]] = {MOVED: [], GONE: []}
    for address, target in entries():
        if target:
            lines[MOVED].append(f"{quoted(address)} {quoted(target)};\n")
        else:
            lines[GONE].append(f"{quoted(address)} 1;\n")
    changed = [_write(folder / name, "".join(found)) for name, found in lines.items()]
    return any(changed)


def entries() -> Iterator[tuple[str, str]]:
    """Yield ``host/path`` of each old address and where it leads, empty for what is gone."""
    for site in Site.objects.order_by("host", "path"):
        try:
            table = json.loads((web_root(site) / MAP).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        for path, target in sorted(table.items()):
            address, leads = site.host + addresses.site_root(site) + path, str(target)
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
    write_whole(path, data)
    return True
