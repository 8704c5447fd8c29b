"""Which sites a change of the store touches, and with which keys."""

from collections import defaultdict
from collections.abc import Iterable

from sites.build.models import OutputKey
from sites.build.program.leads import is_wide
from sites.build.program.spec import batches
from sites.registry.models import Site
from sites.store import keys
from sites.store.models import OutboxEntry


class Plan:
    """What is to be built: the touched keys of each site (by id), and the sites that each entry waits for."""

    def __init__(self) -> None:
        self.keys: dict[int, set[str]] = defaultdict(set)
        self.sites: dict[int, set[int]] = defaultdict(set)

    def add(self, entry: OutboxEntry, site: int, touched: Iterable[str]) -> None:
        """Note that ``entry`` touches a site with the keys ``touched``."""
        self.keys[site].update(touched)
        self.sites[entry.id].add(site)


def plan(entries: list[OutboxEntry]) -> Plan:
    """Return what ``entries`` ask for.

    Beside its own site, a change reaches sites whose outputs read one of its keys (inner links), the site
    at the root of the host (its robots.txt), and after a change of the portal every site (they all name it).
    """
    made = Plan()
    readers = _readers({key for entry in entries for key in entry.keys})
    for entry in entries:
        made.add(entry, entry.site_id, entry.keys)
        for key in entry.keys:
            for site in readers.get(key, ()):
                made.add(entry, site, [key])
        if any(is_wide(key) for key in entry.keys):
            for neighbour in _neighbours(entry.site):
                made.add(entry, neighbour.id, [keys.site(neighbour.key)])
    return made


def _readers(touched: set[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for batch in batches(sorted(touched), 500):
        for key, site in OutputKey.objects.filter(key__in=batch).values_list("key", "output__site"):
            found[key].add(site)
    return found


def _neighbours(site: Site) -> list[Site]:
    if site.kind == Site.Kind.PORTAL:
        return list(Site.objects.exclude(id=site.id))
    return list(Site.objects.filter(host=site.host, path="").exclude(id=site.id))
