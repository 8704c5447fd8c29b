"""What is known of each site now: its newest look."""

from dataclasses import dataclass

from django.db.models import Max

from sites.registry.models import Site

from .models import BuildCheck


@dataclass(frozen=True)
class Row:
    """One site and its newest look that ended; ``waits`` while another is asked for or under way."""

    site: Site
    check: BuildCheck | None
    waits: bool = False

    @property
    def is_wrong(self) -> bool:
        """Whether the newest look found something, or could not be taken."""
        return self.check is not None and self.check.ended_at is not None and not self.check.is_equal


def rows() -> list[Row]:
    """Return every site, by key."""
    ended = BuildCheck.objects.filter(ended_at__isnull=False).values("site").annotate(newest=Max("id"))
    newest = {
        check.site_id: check
        for check in BuildCheck.objects.filter(pk__in=[row["newest"] for row in ended]).defer("differences")
    }
    waiting = set(BuildCheck.objects.filter(ended_at=None).values_list("site", flat=True))
    sites = Site.objects.order_by("key")
    return [Row(site, newest.get(site.pk), site.pk in waiting) for site in sites]


def wrong() -> list[Row]:
    """Return the sites whose newest look found something wrong."""
    return [row for row in rows() if row.is_wrong]
