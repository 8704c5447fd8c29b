"""Taking the looks that are due: one site after another, giving way to whatever is to be published."""

import logging
import time
from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.inbox.notifying import Alarm, notify
from sites.release import mending
from sites.release.verifying import Busy, Difference, Verified, verify
from sites.store import audit, clock
from sites.store.models import OutboxEntry

from . import due
from .models import BuildCheck

logger = logging.getLogger("sumu.verifying")
NAMED = 500
"""How many differences a row names; their number is kept whole."""
KEPT = 60
"""How many looks at each site are remembered."""
LOOK_EVERY = 0.25
"""Seconds of work between two questions whether a change waits."""
LONGEST_WAIT = 60.0
"""Seconds after which the work goes on all the same: a change that cannot be released must not end all checking."""
SYSTEM = "system"


def run_due(limit: int | None = None) -> int:
    """Take looks until none is due, at most ``limit``; return how many. One process at a time may call it."""
    BuildCheck.objects.filter(ended_at=None).update(started_at=None)  # what a process that ended left behind
    done = 0
    while limit is None or done < limit:
        check = due.asked()
        if check is None:
            site = due.due_tonight()
            if site is None:
                break
            check = BuildCheck.objects.create(site=site, asked_at=clock.now())
        take(check)
        done += 1
    return done


def take(check: BuildCheck) -> BuildCheck:
    """Look at the site of ``check`` and keep what is found: whether its repository is whole, then its files."""
    check.started_at = clock.now()
    check.save(update_fields=["started_at"])
    try:
        if mending.look_after(check.site):
            return keep(check, Verified(0, ""), _damaged(check))
        return keep(check, verify(check.site, _giving_way()))
    except Busy as reason:
        return keep(check, Verified(0, ""), str(reason))
    except Exception as error:  # one site's failure must not stop the looks at the others
        logger.exception("cannot verify %s", check.site.key)
        return keep(check, Verified(0, ""), f"{type(error).__name__}: {error}")


@transaction.atomic
def keep(check: BuildCheck, found: Verified, error: str = "") -> BuildCheck:
    """Write down what a look found; when not everything is as it ought to be, raise the alarm."""
    check.ended_at = clock.now()
    check.release, check.files = found.release, found.files
    check.count, check.error = len(found.differences), error
    check.differences = [_said(one) for one in found.differences[:NAMED]]
    check.save()
    old = BuildCheck.objects.filter(site=check.site, ended_at__isnull=False).order_by("-id")[KEPT:]
    BuildCheck.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    if not check.is_equal:
        site = check.site
        audit.record(
            SYSTEM,
            "build differs",
            site.key,
            site=site.key,
            count=check.count,
            error=error,
            first=check.differences[:5],
        )
        sentence = error or _("构建核对：%(site)s 有 %(count)d 个公开文件与全量生成的不一致。") % {
            "site": site.name,
            "count": check.count,
        }
        told = Alarm(f"build:{site.key}", sentence, site, reverse("cms_verifying:check", args=[check.pk]))
        transaction.on_commit(lambda: notify(told, "build"))
    return check


def _damaged(check: BuildCheck) -> str:
    return _("%(site)s 的发布库已损坏，整体移到 damaged/ 保存；正在从发布内容重新发布，网站保持原样。") % {
        "site": check.site.name
    }


def _said(difference: Difference) -> dict[str, object]:
    return {"path": difference.path, "what": difference.what, "missed": list(difference.missed)}


def _giving_way() -> Callable[[], None]:
    """Return what waits, whenever a change is on its way, until that is released."""
    looked = time.monotonic()

    def give_way() -> None:
        nonlocal looked
        if time.monotonic() - looked < LOOK_EVERY:
            return
        until = time.monotonic() + LONGEST_WAIT
        while OutboxEntry.objects.filter(released_at=None).exists() and time.monotonic() < until:
            time.sleep(LOOK_EVERY)
        looked = time.monotonic()

    return give_way
