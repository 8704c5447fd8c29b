"""Ending a lock-out before its time."""

from axes.models import AccessAttempt
from django.db import transaction
from django.utils.translation import gettext as _

from cms.accounts.cluster import role_of_name
from cms.accounts.deciding import NotGranted, demand_security_office
from sites.store import audit


@transaction.atomic
def unlock(*, username: str = "", address: str = "", by: str) -> None:
    """Forget the failures of an account or of an address; ``by`` is the security administrator's user name.

    Raises ``NotGranted`` when ``by`` is anybody else's account, or their own is the locked one.
    """
    demand_security_office(by)
    if username == by:
        raise NotGranted(_("不能给自己解锁。"))
    attempts = (
        AccessAttempt.objects.filter(username=username)
        if username
        else AccessAttempt.objects.filter(ip_address=address)
    )
    deleted, _models = attempts.delete()
    if deleted:
        audit.record(by, "unlock", username or address, role=role_of_name(by))
