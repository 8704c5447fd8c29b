"""The port of a site served over plain http: a fact of the installation, not content.

Where nothing stands in front of the program, whoever starts it says at which port it answers, and every full address
follows. No reviewer can judge that, and waiting for them would leave the addresses dead; so it is settled by an act
of its own, audited, that can change nothing but the port. Sites served over https answer at their
standard port and are left alone.
"""

from django.db import transaction

from sites.registry.models import Site

from .. import audit, clock, keys, outbox
from ..models import SettledState
from ..settled import Change, newest, settling


@transaction.atomic
def set_port(site: Site, port: int, *, person: str = "system") -> bool:
    """Let ``site`` answer at ``port``; return whether anything changed."""
    if site.scheme != "http" or site.port == port:
        return False
    site.port = port
    with settling():
        site.save(update_fields=["port"])
    held = newest("site", site.key)
    if held is not None:
        change = Change("site", site.key, site.key, {**held.payload, "port": port})
        SettledState(
            kind=change.kind,
            key=change.key,
            payload=change.payload,
            digest=change.digest(),
            approvals=[],
            last_approval=held.last_approval,
            person=person,
            at=clock.now(),
        ).save()
    outbox.announce(site, "site", [keys.site(site.key)])
    audit.record(person, "set port", site.key, site=site.key, port=port)
    return True
