"""An emergency notice (应急通知); its key is a site's key, or ``cluster`` for all sites.

Payload: ``record`` (which emergency it belongs to), ``texts`` (by language), ``link`` (the key of a document, or
empty) and ``ends_at``; or ``ended``, naming the record whose notice is over. The newest notice of a key takes the
place of the one before.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from multilingual import registry as languages
from sites.registry.models import Site

from .. import audit, clock, keys, outbox, settled
from ..admit import Refused
from ..models import SettledState
from .fields import Payload, demand_fields

KIND, EVERYWHERE = "banner", "cluster"
LABELS = {"record": "应急事项", "texts": "通知内容", "link": "相关文件", "ends_at": "结束时间"}
ENDED = {"ended": "已结束的应急事项"}
LONGEST = 200
"""Characters of a notice."""


def capture(key: str) -> Payload:
    """Return what is settled under ``key``, empty when there never was anything."""
    return settled.current(KIND, key) or {}


def validate(change: settled.Change) -> None:
    """Raise ``Refused`` when ``change`` cannot become public."""
    if change.key != EVERYWHERE and not Site.objects.filter(key=change.key).exists():
        raise Refused(_("没有这个站点：%(site)s。") % {"site": change.key})
    if "ended" in change.payload:
        demand_fields(change.payload, ENDED)
        if capture(change.key).get("record") != change.payload["ended"]:
            raise Refused(_("这条应急通知已经不在公开网站上。"))
        return
    demand_fields(change.payload, LABELS)
    texts = change.payload["texts"]
    if not isinstance(texts, dict) or not texts or not set(texts) <= set(languages.codes()):
        raise Refused(_("应急通知须至少有一种语言的内容。"))
    if any(not str(text).strip() or len(str(text)) > LONGEST for text in texts.values()):
        raise Refused(_("应急通知每种语言不超过 %(most)d 字。") % {"most": LONGEST})
    if ends_at(change.payload) <= clock.now():
        raise Refused(_("结束时间已过，不能公开。"))


def write(key: str, payload: Payload) -> None:
    """Write nothing: the settled state itself is what pages show."""


def apply(change: settled.Change) -> dict[Site, set[str]]:
    """Touch the homes and notice files of the sites concerned."""
    validate(change)
    return _touched(change.key)


def ends_at(payload: Payload) -> datetime:
    """Return when the notice ends. Raises ``Refused`` for nonsense."""
    try:
        moment = datetime.fromisoformat(str(payload["ends_at"]))
    except ValueError:
        raise Refused(_("结束时间看不懂。")) from None
    if moment.tzinfo is None:
        raise Refused(_("结束时间看不懂。"))
    return moment


def end_due() -> int:
    """End every notice whose approved end has come; return how many there were."""
    newest: dict[str, SettledState] = {}
    for state in SettledState.objects.filter(kind=KIND).order_by("id"):
        newest[state.key] = state
    due = [state for state in newest.values() if "ends_at" in state.payload and ends_at(state.payload) <= clock.now()]
    return sum(_end(state) for state in due)


@transaction.atomic
def _end(state: SettledState) -> int:
    """Append that the notice of ``state`` is over: its approvals named the hour, so none are asked for again."""
    newest = SettledState.objects.select_for_update().filter(kind=KIND, key=state.key).order_by("-id").first()
    if newest is None or newest.pk != state.pk:
        return 0
    touched = _touched(state.key)
    change = settled.Change(KIND, state.key, "", {"ended": state.payload["record"]})
    SettledState(
        kind=KIND,
        key=state.key,
        payload=change.payload,
        digest=change.digest(),
        last_approval=state.last_approval,
        person="system",
        at=clock.now(),
    ).save()
    for site, named in touched.items():
        outbox.announce(site, "emergency", named)
    audit.record("system", "end banner", change.subject, state.digest, record=state.payload["record"])
    return 1


def _touched(key: str) -> dict[Site, set[str]]:
    sites = Site.objects.all() if key == EVERYWHERE else Site.objects.filter(key=key)
    return {site: {keys.notice(site.key)} for site in sites}
