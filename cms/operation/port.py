"""The port of the public sites, where they are served without a proxy in front."""

from django.db import transaction

from sites.registry.models import Site
from sites.store import audit, keys, outbox


@transaction.atomic
def set_port(port: int) -> bool:
    """Give every site served over plain http this ``port``; return whether anything changed.

    An installation's own fact, not content: sites served over https answer at their standard port and are left
    alone. Every output that names a full address is made again.
    """
    changed = list(Site.objects.filter(scheme="http").exclude(port=port))
    for site in changed:
        site.port = port
        site.save(update_fields=["port"])
        outbox.announce(site, "site", [keys.site(site.key)])
        audit.record("system", "set port", site.key, site=site.key, port=port)
    return bool(changed)
