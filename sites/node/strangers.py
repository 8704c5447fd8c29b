"""What lies below ``www`` and in no site's web root: a host that no site has, a folder beside those of the sites."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from sites.exchange.watch import MOVED, Report

from .comparing import ADDED
from .evidence import Quarantine
from .places import Places


def strangers(places: Places) -> Iterator[str]:
    """Yield the paths below ``www`` that belong to nobody. None while a site does not say where it stands."""
    if places.unplaced or not places.www.is_dir():
        return
    hosts: dict[str, set[str]] = {}
    for host, path in places.taken:
        hosts.setdefault(host, set()).add(path.split("/")[0])
    for name in sorted(path.name for path in places.www.iterdir()):
        if name not in hosts:
            yield name
        elif "" not in hosts[name] and (places.www / name).is_dir() and not (places.www / name).is_symlink():
            within = sorted(path.name for path in (places.www / name).iterdir())
            yield from (f"{name}/{each}" for each in within if each not in hosts[name])


def remove_strangers(places: Places, var: Path, quarantine: Quarantine, say: Callable[[Report], None]) -> int:
    """Move what belongs to nobody, by ``places``, into quarantine; return how much that was.

    What was seen is asked for anew among releases read afterwards: a new site is released before its folder is made.
    """
    seen = list(strangers(places))
    if not seen:
        return 0
    found = set(strangers(Places(var))).intersection(seen)
    now = datetime.now(UTC).astimezone()
    for path in sorted(found):
        kept = quarantine.take(var / "www" / path, f"www/{path}", now)
        say(Report(now.isoformat(timespec="seconds"), "", path, ADDED, MOVED, str(kept)))
    return len(found)
