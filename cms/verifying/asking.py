"""Asking for a look at once (现在核对)."""

from django.db import transaction

from sites.registry.models import Site
from sites.store import audit, clock

from .models import BuildCheck


@transaction.atomic
def ask(sites: list[Site], person: str) -> int:
    """Let each of ``sites`` be looked at next, unless that is under way; return for how many that was new."""
    open_ones = set(BuildCheck.objects.filter(ended_at=None, site__in=sites).values_list("site", flat=True))
    new = [site for site in sites if site.pk not in open_ones]
    for site in new:
        BuildCheck.objects.create(site=site, asked_at=clock.now(), asked_by=person)
        audit.record(person, "ask build check", site.key, site=site.key)
    return len(new)
