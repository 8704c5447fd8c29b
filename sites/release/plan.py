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
        self._asked: dict[tuple[int, int], set[str]] = defaultdict(set)

    def add(self, entry: OutboxEntry, site: int, touched: Iterable[str]) -> None:
        """Note that ``entry`` touches a site with the keys ``touched``."""
        held = set(touched)
        self.keys[site] |= held
        self.sites[entry.id].add(site)
        self._asked[entry.id, site] |= held

    def of(self, entry: OutboxEntry, site: int) -> set[str]:
        """Return the keys with which ``entry`` touches a site."""
        return self._asked[entry.id, site]


def plan(entries: list[OutboxEntry]) -> Plan:
    """Return what ``entries`` ask for.

    Beside its own site, a change reaches sites whose outputs read one of its keys (inner links), the site
    at the root of the host (its robots.txt), and after a change of the portal every site (they all name it).
    """
    made = Plan()
    readers = _readers({key for entry in entries for key in entry.keys})
    neighbours = _Neighbours()
    for entry in entries:
        made.add(entry, entry.site_id, entry.keys)
        for key in entry.keys:
            for site in readers.get(key, ()):
                made.add(entry, site, [key])
        if any(is_wide(key) for key in entry.keys):
            for neighbour in neighbours.of(entry.site_id):
                made.add(entry, neighbour.id, [keys.site(neighbour.key)])
    return made


def _readers(touched: set[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for batch in batches(sorted(touched), 500):
        for key, site in OutputKey.objects.filter(key__in=batch).values_list("key", "output__site").distinct():
            found[key].add(site)
    return found


class _Neighbours:
    """The sites beside each one that name it, looked up once for all entries of a plan."""

    def __init__(self) -> None:
        self._found: dict[int, list[Site]] = {}

    def of(self, number: int) -> list[Site]:
        """Return the sites that a change of what the site with this id shares reaches."""
        if number not in self._found:
            site = Site.objects.get(pk=number)
            others = Site.objects.exclude(id=number)
            is_portal = site.kind == Site.Kind.PORTAL
            self._found[number] = list(others if is_portal else others.filter(host=site.host, path=""))
        return self._found[number]
