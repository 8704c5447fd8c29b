"""Approving and returning a batch: each stage by another person, none of them its submitter."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.checks.decisions import demand_decided
from cms.inbox.delegation import acting_for
from cms.inbox.items import close_items, open_item
from sites.store import approvals, audit, rules, secrecy
from sites.store.models import Approval

from .checking import findings_in
from .models import ImportBatch

SOURCE = "import"
KIND = "policy"
OPEN = (ImportBatch.State.DRAFT, ImportBatch.State.FIRST_APPROVED)


def approvals_of(batch: ImportBatch) -> list[Approval]:
    """Return the approvals that exactly this batch has, oldest first."""
    return list(
        Approval.objects.filter(
            action=Approval.Action.IMPORT, site=batch.site, subject=batch.key, digest=batch.manifest_digest
        )
    )


def next_stage(batch: ImportBatch) -> str:
    """Return the stage that waits for a decision, empty when none does."""
    if batch.state not in OPEN:
        return ""
    passed = {approval.stage for approval in approvals_of(batch)}
    return next((stage for stage in demanded_stages(batch) if stage not in passed), "")


def demanded_stages(batch: ImportBatch) -> list[str]:
    """Return the stages that the batch must pass, in order."""
    demanded = approvals.required_stages(batch.site, KIND, Approval.Action.IMPORT)
    return [str(stage) for stage in rules.CHOSEN if stage in demanded]


def asks_for_secrecy(batch: ImportBatch) -> bool:
    """Return whether the stage that waits must carry the secrecy form."""
    stage = next_stage(batch)
    return bool(stage) and secrecy.is_due(Approval.Action.IMPORT, stage, demanded_stages(batch))


def excluded(batch: ImportBatch) -> set[str]:
    """Return the user names of those who may not decide on ``batch``: its authors, and whoever passed a stage."""
    given = approvals_of(batch)
    people = {approval.person for approval in given} | {approval.on_behalf_of for approval in given}
    return (people | set(batch.authors)) - {""}


def wait_for_next(batch: ImportBatch) -> None:
    """Put ``batch`` into the inbox of those whose turn it is, or take it out when no stage waits."""
    stage = next_stage(batch)
    if not stage:
        close_items(SOURCE, batch.key)
        return
    open_item(
        source=SOURCE,
        reference=batch.key,
        site=batch.site,
        stage=stage,
        title=_("导入批次：%(file)s") % {"file": batch.file_name},
        language=batch.column.locale.language_code,
        url=reverse("cms_importing:batch", args=[batch.pk]),
        excluded=excluded(batch),
        kind=KIND,
        action=Approval.Action.IMPORT,
    )


def refusal(batch: ImportBatch, user: Any) -> str:
    """Return why ``user`` may not decide on ``batch`` now; empty when they may."""
    stage = next_stage(batch)
    if not stage:
        return _("这一批现在没有待办的审签环节。")
    if user.is_superuser or not user.is_active:
        return _("系统管理员不参与审签。")
    barred = excluded(batch)
    on_behalf_of = acting_for(user, batch.site, stage, barred)
    if on_behalf_of is None:
        return _("您在本站点没有“%(stage)s”的角色。") % {"stage": Approval.Stage(stage).label}
    if user.get_username() in batch.authors:
        return _("您提交了这一批，不能审核自己的导入。")
    if user.get_username() in barred:
        return _("您已通过这一批的另一个环节，同一人不能审两个环节。")
    if on_behalf_of in barred:
        return _("委托您的人参与了这一批，不能由您代办。")
    return ""


@transaction.atomic
def approve_batch(
    batch: ImportBatch,
    user: Any,
    note: str = "",
    *,
    form: Mapping[str, Any] | None = None,
    decisions: Mapping[str, Any] | None = None,
) -> Approval:
    """Record that ``user`` passed the stage that waits, for exactly this batch; return the approval.

    ``form`` is the secrecy form, where the stage asks for it; ``decisions`` are those on the checks' findings, as
    ``cms.checks.decisions.demand_decided`` takes them. Raises ``approvals.NotApproved`` when they may not.
    """
    batch = _locked(batch)
    reason = refusal(batch, user)
    if reason:
        raise approvals.NotApproved(reason)
    if asks_for_secrecy(batch) and not secrecy.is_complete(form or {}):
        raise approvals.NotApproved(_("请先填写保密审查表。"))
    posted = {} if decisions is None else decisions
    demand_decided(batch.key, findings_in(batch), user, posted, site=batch.site.key)
    approval = approvals.approve(
        action=Approval.Action.IMPORT,
        stage=next_stage(batch),
        site=batch.site,
        subject=batch.key,
        digest=batch.manifest_digest,
        person=user.get_username(),
        person_name=user.get_full_name() or user.get_username(),
        authors=batch.authors,
        note=note,
        form=form,
        on_behalf_of=acting_for(user, batch.site, next_stage(batch), excluded(batch)) or "",
    )
    batch.state = ImportBatch.State.FIRST_APPROVED
    if not next_stage(batch):
        batch.state = ImportBatch.State.APPROVED
    batch.save(update_fields=["state"])
    wait_for_next(batch)
    return approval


@transaction.atomic
def return_batch(batch: ImportBatch, user: Any, note: str) -> None:
    """Send the whole batch back with a reason; it then never becomes public, a new import may.

    Raises ``approvals.NotApproved`` when ``user`` may not, or gives no reason.
    """
    batch = _locked(batch)
    reason = refusal(batch, user) or ("" if note.strip() else _("退回须写明理由。"))
    if reason:
        raise approvals.NotApproved(reason)
    batch.state, batch.note = ImportBatch.State.RETURNED, note.strip()
    batch.save(update_fields=["state", "note"])
    wait_for_next(batch)
    audit.record(user.get_username(), "return import", batch.key, batch.manifest_digest, note=note, site=batch.site.key)


def _locked(batch: ImportBatch) -> ImportBatch:
    return ImportBatch.objects.select_for_update(of=("self",)).select_related("site", "submitter").get(pk=batch.pk)
