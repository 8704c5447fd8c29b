"""The port of the public sites, where they are served without a proxy in front."""

from django.db import transaction

from sites.registry.models import Site
from sites.store.settling import port as settling


@transaction.atomic
def set_port(port: int) -> bool:
    """Give every site served over plain http this ``port``; return whether anything changed."""
    changed = [settling.set_port(site, port) for site in Site.objects.filter(scheme="http").exclude(port=port)]
    return any(changed)
