"""Changing a number of the security rules."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts.cluster import role_of_name
from cms.accounts.deciding import demand_security_office
from sites.store import audit

from .limits import BY_CODE, value
from .models import Limit


class OutOfBounds(Exception):
    """Raised when a number would make log-in weaker than this program allows; the message says the bounds."""


@transaction.atomic
def set_limit(code: str, number: int, *, source: str, certainty: str, by: str) -> Limit:
    """Put ``number`` into force from the next request on; ``by`` is the security administrator's user name.

    Raises ``OutOfBounds`` when it lies outside, or says no source, and ``NotGranted`` when ``by`` is
    an account that is no security administrator's.
    """
    demand_security_office(by)
    bounds = BY_CODE[code]
    if not bounds.least <= number <= bounds.most:
        said = {"label": bounds.label, "least": bounds.least, "most": bounds.most, "unit": bounds.unit}
        raise OutOfBounds(_("“%(label)s”须在 %(least)s 到 %(most)s %(unit)s之间。") % said)
    if not source.strip():
        raise OutOfBounds(_("请写明依据。"))
    before = value(code)
    row, _made = Limit.objects.update_or_create(
        code=code, defaults={"value": number, "source": source.strip(), "certainty": certainty.strip()}
    )
    audit.record(
        by, "set security limit", code, role=role_of_name(by), before=before, now=number, source=source.strip()
    )
    return row
