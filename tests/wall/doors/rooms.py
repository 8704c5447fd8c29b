"""Ways through the screens of our own rooms. Nothing that one person alone does there is public."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.changes.models import ChangeRequest
from cms.releases.models import RollbackRequest
from sites.registry.models import Site
from sites.release.models import GuardRule
from sites.store.models import Approval, ApprovalRule, SettledState
from tests.accounts.offices import secrecy_fields
from tests.wall.scene import Scene, door
from tests.wall.town import UNSEEN

WRITES = ("editor", "root", "first", "sign", "site_admin")
ASKS = ("site_admin", "root", "editor", "sign")
KEEPS = ("security", "root", "system", "audit", "site_admin")
OK = (200, 302)


def _answered(s: Scene) -> bool:
    return s.answer.status_code in OK


@door("cms_review:move", who=WRITES)
def ask_for_another_column(s: Scene) -> bool:
    s.fill("cms_review:move", s.here.neighbour.pk, reason="归错了栏目", target=s.here.other_column.pk)
    return s.waits(s.here.neighbour)


@door("cms_review:restore", "cms_review:versions", "cms_review:restored", who=WRITES)
def ask_for_an_old_version(s: Scene) -> bool:
    from cms.review.versions_once_public import versions_of

    digest = versions_of(s.here.public, "")[-1].digest
    s.get("cms_review:restored", s.here.public.pk, digest)
    s.post("cms_review:restore", s.here.public.pk, digest)
    return _answered(s)


@door("cms_review:cancel_schedule", who=WRITES)
def cancel_a_schedule(s: Scene) -> bool:
    return s.post("cms_review:cancel_schedule", s.here.public.pk).status_code in OK


@door("cms_checks:mask", "cms_checks:draft", who=WRITES)
def mask_numbers_in_a_draft(s: Scene) -> bool:
    return s.fill("cms_checks:draft", s.here.public.pk) is not None and bool(
        s.post("cms_checks:mask", s.here.public.pk, fingerprint="x")
    )


@door("cms_checks:new_word", "cms_checks:word", "cms_checks:drop_word", "cms_checks:take_words", who=KEEPS)
def keep_the_word_list(s: Scene) -> bool:
    s.fill("cms_checks:new_word", wrong="错字", right="正字", source="测试", certainty="测试")
    s.post("cms_checks:word", 1, wrong="通知", right="通告", is_serious="on")
    s.post("cms_checks:drop_word", 1)
    return s.post("cms_checks:take_words").status_code in OK


@door("cms_inbox:rules", "cms_inbox:remove_rule", who=KEEPS)
def ask_for_fewer_stages(s: Scene) -> bool:
    """A rule of one stage is refused whoever asks; the general one cannot go."""
    s.fill("cms_inbox:rules", stages=["first"], source="测试", certainty="测试")
    for rule in ApprovalRule.objects.all():
        s.post("cms_inbox:remove_rule", rule.pk)
    return _answered(s) and all(len(rule.stages) > 1 for rule in ApprovalRule.objects.all())


@door("cms_inbox:holidays", "cms_inbox:remove_holiday", "cms_inbox:deadlines", "cms_inbox:remove_deadline", who=KEEPS)
def keep_holidays_and_deadlines(s: Scene) -> bool:
    s.fill("cms_inbox:holidays", name="测试", first_day="2026-12-01", last_day="2026-12-02", source="测试")
    s.post("cms_inbox:remove_holiday", 1)
    s.fill("cms_inbox:deadlines", source="测试", certainty="测试")
    s.post("cms_inbox:remove_deadline", 1)
    return s.answer.status_code in (*OK, 404)


@door("cms_publication:guard", "cms_publication:remove_guard_rule", who=KEEPS)
def loosen_the_guard(s: Scene) -> bool:
    """The guard holds approved changes back; without it they are still approved ones."""
    values = {"changed_share": 100, "removed_share": 100, "minimum": 1, "source": "测试", "certainty": "按本单位制度"}
    s.fill("cms_publication:guard", **values)
    for rule in GuardRule.objects.all():
        s.post("cms_publication:remove_guard_rule", rule.pk)
    return GuardRule.objects.filter(site=None).count() == 1


@door("cms_inbox:delegate", "cms_inbox:revoke", who=("sign", "root", "editor"))
def delegate_a_stage_to_the_author(s: Scene) -> bool:
    """The author who decides for the signer is an author all the same."""
    day, editor = timezone.localdate(), s.here.people["editor"]
    s.fill("cms_inbox:delegate", to_user=editor.pk, first_day=day, last_day=day, reason="出差", stage="sign")
    s.client.force_login(editor)
    s.post("cms_review:review", s.here.half.pk, **{"decision": "pass", "pass-comment": "同意"})
    s.post("cms_inbox:revoke", s.here.delegation.pk)
    return s.waits(s.here.half)


@door("cms_changes:change", who=ASKS)
def ask_for_other_settings(s: Scene) -> bool:
    ChangeRequest.objects.all().delete()
    s.fill("cms_changes:change", "site", s.here.office.site.key, name_zh_hans=UNSEEN, reason="测试")
    return ChangeRequest.objects.exists()


@door("cms_changes:add_redirect", "cms_changes:add", "cms_changes:remove", "cms_changes:restore", who=ASKS)
def ask_for_redirects_and_shared_words(s: Scene) -> bool:
    key = s.here.office.site.key
    s.fill("cms_changes:add_redirect", key, path="old/", target="https://www.example.gov.cn/new/", reason="测试")
    s.fill("cms_changes:add", "organisation", code="new", name_zh_hans=UNSEEN, reason="测试")
    s.fill("cms_changes:remove", "organisation", s.here.office.site.organisation.code, reason="测试")
    state = SettledState.objects.filter(kind="site", key=key).first()
    s.post("cms_changes:restore", "site", key, state.pk if state else 1, reason="测试")
    return s.answer.status_code < 500


@door("cms_releases:back", who=ASKS)
def ask_to_go_back(s: Scene) -> bool:
    held = s.here.rollback
    RollbackRequest.objects.all().delete()
    s.fill("cms_releases:back", s.here.office.site.key, held.release, reason="测试")
    return RollbackRequest.objects.filter(state="waiting").exists()


@door("cms_releases:request", who=("first", "root", "editor", "sign", "site_admin"))
def pass_one_stage_of_a_rollback(s: Scene) -> bool:
    held = s.here.rollback
    s.post("cms_releases:request", held.pk, decision="pass", digest=held.plan, note="", **secrecy_fields())
    return Approval.objects.filter(action="rollback", digest=held.plan).count() == 1


@door("cms_changes:request", who=("first", "root", "editor", "sign", "site_admin"))
def decide_on_a_change_alone(s: Scene) -> bool:
    shown = s.fill("cms_changes:request", s.here.change.pk, decision="pass")
    s.fill("cms_changes:request", s.here.change.pk, decision="approve")
    Site.objects.get(pk=s.here.office.site.pk)
    return shown.status_code in OK


@door("cms_emergency:notice", "cms_emergency:document", who=("site_admin", "root", "editor", "first"))
def ask_for_an_emergency(s: Scene) -> bool:
    ends = timezone.localtime() + timezone.timedelta(hours=2)
    data: dict[str, Any] = {"reason": "急", "ends_at": ends.strftime("%Y-%m-%dT%H:%M")}
    s.fill("cms_emergency:notice", text_zh_hans=UNSEEN, sites=[s.here.office.site.key], **data)
    s.fill("cms_emergency:document", page=s.here.public.pk, **data)
    return _answered(s)


@door("cms_emergency:record", who=("editor", "root", "site_admin", "first"))
def confirm_ones_own_emergency(s: Scene) -> bool:
    for decision in ("confirm", "pass", "end", "review"):
        s.fill("cms_emergency:record", s.here.emergency.uid, decision=decision, act=decision)
    return _answered(s)


@door("cms_emergency:limit", who=KEEPS)
def lengthen_emergencies(s: Scene) -> bool:
    return s.fill("cms_emergency:limit", days=30, source="测试", certainty="测试").status_code in OK


@door("cms_people:create", who=("system", "root", "security", "site_admin"))
def make_an_account(s: Scene) -> bool:
    return s.fill("cms_people:create", username="fresh-person", full_name="新人").status_code in OK


ACTS = ("grant", "revoke", "enable", "disable", "reset_password", "unlock", "reset_factor")


@door(*(f"cms_people:{act}" for act in ACTS), "cms_people:person", who=("security", "system", "root", "site_admin"))
def give_and_take_rights(s: Scene) -> bool:
    editor = s.here.people["editor"].pk
    for act in ACTS:
        s.post(f"cms_people:{act}", editor, site=s.here.office.site.pk, role="sign")
    return s.answer.status_code in (*OK, 403)


@door(*(f"cms_security:{name}" for name in ("limit", "factor", "unlock")), who=KEEPS)
def keep_the_rules_of_logging_in(s: Scene) -> bool:
    for name, argument in (("limit", "session_idle_minutes"), ("factor", "editor")):
        s.fill(f"cms_security:{name}", argument, source="测试", certainty="测试")
    return s.post("cms_security:unlock", username="portal-editor").status_code in (*OK, 400)


OWN = ("overview", "password", "verify", "enrol", "qr_code", "codes", "end_others")


@door(*(f"cms_login:{name}" for name in OWN), who=("editor", "root"))
def look_after_ones_own_login(s: Scene) -> bool:
    for name in OWN:
        s.client.post(reverse(f"cms_login:{name}"), {"token": "000000"})
    return s.get("cms_login:overview").status_code in OK


@door("cms_ledger:verify", "cms_ledger:export", who=("audit", "root", "editor"))
def verify_and_export_the_ledger(s: Scene) -> bool:
    s.post("cms_ledger:verify")
    return s.post("cms_ledger:export", format="jsonl").status_code in OK


@door("cms_verifying:check_now", "cms_verifying:confirm_clock", who=("system", "root", "editor"))
def look_at_the_builds(s: Scene) -> bool:
    s.post("cms_verifying:confirm_clock")
    return s.post("cms_verifying:check_now").status_code in OK


@door("cms_storage:measure", who=("system", "root", "editor"))
def measure_the_disk(s: Scene) -> bool:
    return s.post("cms_storage:measure").status_code in (*OK, 302)
