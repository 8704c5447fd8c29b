"""The public files of all sites as the change-driven build leaves them, kept in memory."""

from sites.build.change import ChangeBuild
from sites.build.full import FullBuild
from sites.registry.models import Site
from sites.release.plan import plan
from sites.store.models import OutboxEntry

Files = dict[str, bytes]


class Live:
    """Carries the outbox to files in memory, the way the releases carry it to web roots."""

    def __init__(self) -> None:
        self.files: dict[str, Files] = {}
        self.seen = 0

    def carry(self) -> dict[str, set[str]]:
        """Work the entries that came since the last call; return the paths that changed, by site."""
        entries = list(OutboxEntry.objects.filter(id__gt=self.seen).select_related("site"))
        self.seen = max([self.seen, *(entry.id for entry in entries)])
        changed = {}
        for key, touched in plan(entries).keys.items():
            site = Site.objects.get(id=key)
            build = ChangeBuild(site, touched)
            files = self.files.setdefault(site.key, {})
            changed[site.key] = set()
            for path, data in build.outputs():
                assert files.get(path) != data, f"{path} was handed over without a difference"
                changed[site.key].add(path)
                if data is None:
                    files.pop(path, None)
                else:
                    files[path] = data
            assert not build.failures
            build.record()
        return changed

    def assert_equals_full_build(self) -> None:
        """Compare every file of every site with a full build, byte for byte."""
        for site in Site.objects.all():
            full = dict(FullBuild(site).outputs())
            live = self.files.get(site.key, {})
            assert sorted(full) == sorted(live), f"{site.key}: {set(full) ^ set(live)}"
            assert [path for path in full if full[path] != live[path]] == []
