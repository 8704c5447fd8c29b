"""Asking a second factor of everybody in a role."""

from django.db import transaction

from cms.accounts.cluster import role_of_name
from cms.accounts.deciding import demand_security_office
from sites.store import audit

from .models import SecondFactorRule


@transaction.atomic
def set_factor_rule(role: str, required: bool, *, source: str, certainty: str, by: str) -> SecondFactorRule:
    """Ask a second factor of everybody in ``role`` from the next request on, or ask it no longer.

    Raises ``NotGranted`` when ``by`` is an account that is no security administrator's.
    """
    demand_security_office(by)
    rule, _made = SecondFactorRule.objects.update_or_create(
        role=role, defaults={"required": required, "source": source.strip(), "certainty": certainty.strip()}
    )
    audit.record(by, "set second factor rule", role, now=required, source=source.strip(), role=role_of_name(by))
    return rule
