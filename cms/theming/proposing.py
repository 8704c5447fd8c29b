"""An installed theme that differs from the settled one is put before the reviewers (主题变更送审)."""

import logging

from django.db import transaction

from cms.changes.kinds import deciding_site
from cms.changes.models import ChangeRequest
from cms.changes.standing import SOURCE, wait_for_next_stage
from cms.inbox import items
from sites.build.theme import KEY, KIND, folder, settled_digest
from sites.store import audit, clock
from themes import location, snapshots
from themes.theme import Theme, read

logger = logging.getLogger("sumu.theme")
SYSTEM = "system"
"""Who asks: the installation, not a person; so that nobody is barred from reviewing it."""
REASON = "安装的网站主题（模板、界面文字、样式、脚本、字体）与公开网站所用的不同。通过之前，公开网站照旧。"


def propose() -> int:
    """Ask, once, for the installed theme to become the public one; return how many requests were made.

    Before the first release there is nothing to ask. An open request for a theme that is no longer installed is taken
    back. The settled theme's own snapshot is put right where it was altered and the installation has its bytes.
    """
    settled, theme = settled_digest(), location.installed()
    if not settled:
        return 0
    if theme.digest == settled:
        _repair(theme)
        _take_back()
        return 0
    snapshots.keep(theme, folder())
    return _ask(theme, settled)


@transaction.atomic
def _ask(theme: Theme, settled: str) -> int:
    held = _open()
    if held is not None and held.after.get("digest") == theme.digest:
        return 0
    _take_back()
    site = deciding_site(KIND, KEY)
    if site is None:
        return 0
    request = ChangeRequest(
        kind=KIND,
        key=KEY,
        site=site,
        before={"digest": settled},
        after={"digest": theme.digest},
        reason=REASON,
        authors=[SYSTEM],
        requested_at=clock.now(),
    )
    request.digest = request.change.digest()
    request.save()
    audit.record(SYSTEM, "ask change", request.change.subject, request.digest, site=site.key, theme=theme.digest)
    wait_for_next_stage(request)
    return 1


@transaction.atomic
def _take_back() -> None:
    held = _open()
    if held is None or held.authors != [SYSTEM]:
        return
    held.state, held.decided_at = ChangeRequest.State.CANCELLED, clock.now()
    held.save(update_fields=["state", "decided_at"])
    items.close_items(SOURCE, str(held.pk))
    audit.record(SYSTEM, "cancel change", held.change.subject, held.digest, site=held.site.key)


def _open() -> ChangeRequest | None:
    open_ones = ChangeRequest.objects.select_for_update(of=("self",)).select_related("site")
    return open_ones.filter(kind=KIND, key=KEY, state__in=ChangeRequest.OPEN).first()


def _repair(theme: Theme) -> None:
    kept = folder() / theme.digest
    if kept.is_dir() and read(kept).digest == theme.digest:
        return
    logger.warning("the snapshot of the settled theme was missing or altered and has been put right")
    snapshots.keep(theme, folder())
    audit.record(SYSTEM, "repair theme", f"{KIND}:{KEY}", theme.digest)
