"""The sample's reviewers pass a new theme, so that ``make demo`` after an upgrade shows it; recorded as theirs."""

from cms.changes import deciding
from cms.changes.models import ChangeRequest
from cms.changes.standing import standing_of
from cms.theming.proposing import SYSTEM
from sites.store import secrecy

from . import accounts

NOTE = "样例集群：由样例审签人通过"


def approve_theme() -> int:
    """Take a theme's request that waits through its stages, each by its own sample person; return how many passed.

    Where a stage has no sample person, as in a real office, the request is left to its reviewers.
    """
    passed = 0
    request = ChangeRequest.objects.filter(kind="theme", state=ChangeRequest.State.WAITING, authors=[SYSTEM]).first()
    while request is not None and request.is_waiting:
        standing = standing_of(request)
        try:
            person = accounts.holder(request.site.key, standing.stage)
        except LookupError:
            return passed
        form = secrecy.all_clear(person.get_username()) if standing.needs_form else None
        request = deciding.approve(request, person, NOTE, form=form)
        passed += 1
    return passed
