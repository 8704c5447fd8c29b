"""Asking two people about what the publish guard holds back (请两人放行暂缓的发布)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.changes.models import ChangeRequest
from cms.changes.standing import SOURCE, wait_for_next_stage
from cms.inbox import items
from sites.release.guard.holding import is_allowed, lift_released
from sites.release.models import Hold
from sites.store import audit, clock, settled
from sites.store.settling.guard import KIND

SYSTEM = "system"
"""Who asks: the guard itself, so that nobody's own request bars them from deciding."""
CAUSES = {
    "admit": "发布",
    "withdraw": "撤下",
    "relist": "调整栏目列表",
    "settle": "站点设置或词表变更",
    "site": "网站地址变更",
    "theme": "主题或程序更新",
    "emergency": "应急",
    "rollback": "回退版本",
}
WHAT = {"changed": "修改", "removed": "移除"}


def ask_held() -> int:
    """Put each release that the guard holds back before two people, once; return how many requests were made or ended.

    The worker calls it. What is public by now, or no longer held, is no longer asked.
    """
    done = lift_released()
    holds = {hold.site.key: hold for hold in Hold.objects.select_related("site")}
    for hold in holds.values():
        done += _ask(hold)
    idle = ChangeRequest.objects.filter(kind=KIND, state__in=ChangeRequest.OPEN).exclude(key__in=holds)
    for request in idle.select_related("site"):
        done += _end(request)
    return done


def payload_of(hold: Hold) -> dict[str, Any]:
    """Return what two people are asked to allow: exactly these files, and what they are shown of them."""
    causes = [f"{CAUSES.get(cause, cause)} {count} 项" for cause, count in hold.causes]
    return {
        "site": hold.site.key,
        "tree": hold.tree,
        **{name: int(number) for name, number in hold.counts.items()},
        "causes": "、".join(causes) or "技术人员在服务器上要求整站重建",
        "paths": "\n".join(f"{WHAT.get(what, what)} {path}" for what, path in hold.paths),
    }


@transaction.atomic
def _ask(hold: Hold) -> int:
    request = (
        ChangeRequest.objects.select_for_update()
        .filter(kind=KIND, key=hold.site.key, state__in=ChangeRequest.OPEN)
        .first()
    )
    if is_allowed(hold) or (request is not None and request.after.get("tree") == hold.tree):
        return 0
    request = request or ChangeRequest(kind=KIND, key=hold.site.key, site=hold.site)
    request.before, request.after = settled.current(KIND, hold.site.key) or {}, payload_of(hold)
    request.digest = settled.Change(KIND, hold.site.key, hold.site.key, request.after).digest()
    request.reason, request.requested_at, request.authors = hold.sentence, clock.now(), [SYSTEM]
    request.state, request.note, request.returned_by = ChangeRequest.State.WAITING, "", ""
    request.save()
    audit.record(SYSTEM, "ask change", request.change.subject, request.digest, site=hold.site.key, reason=hold.sentence)
    wait_for_next_stage(request)
    return 1


@transaction.atomic
def _end(request: ChangeRequest) -> int:
    request.state, request.decided_at = ChangeRequest.State.CANCELLED, clock.now()
    request.note = _("不再需要：现在要上线的改动没有超过发布护栏。")
    request.save(update_fields=["state", "decided_at", "note"])
    items.close_items(SOURCE, str(request.pk))
    audit.record(SYSTEM, "cancel change", request.change.subject, request.digest, site=request.site.key)
    return 1
