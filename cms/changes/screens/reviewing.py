"""One request: what is asked, where it stands, deciding on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.inbox.turns import Standing, refusal
from cms.review.secrecy_form import SecrecyForm
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from .. import deciding
from ..comparing import rows
from ..forms import EDITING
from ..kinds import KINDS
from ..models import ChangeRequest
from ..rights import may_ask
from ..standing import is_stale, standing_of, title_of
from .finding import request_for


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request; take the decision of the reviewer whose turn it is, or of whoever asked."""
    found = request_for(request.user, pk)
    form = None
    if request.method == "POST":
        decision = request.POST.get("decision", "")
        form = _secrecy_form(request, found) if decision == "pass" else None
        if (form is None or form.is_valid()) and _decide(request, found, decision, form):
            return redirect("cms_changes:request", pk)
        found = request_for(request.user, pk)
    return render(request, "cms/changes/request.html", _context(request, found, form))


def _decide(request: HttpRequest, found: ChangeRequest, decision: str, form: SecrecyForm | None) -> bool:
    note = request.POST.get("note", "")
    try:
        if decision == "pass":
            digest = request.POST.get("digest", "")
            done = deciding.approve(found, request.user, note, digest=digest, form=form.kept if form else None)
            is_done = done.state == ChangeRequest.State.DONE
            messages.success(request, _("已通过，公开网站正在更新。") if is_done else _("已通过，转到下一环节。"))
        elif decision == "return":
            deciding.send_back(found, request.user, note)
            messages.success(request, _("已退回。"))
        elif decision == "cancel":
            deciding.cancel(found, request.user)
            messages.success(request, _("申请已撤回，公开网站没有变化。"))
    except (NotApproved, Refused) as reason:
        messages.error(request, str(reason))
        return False
    return True


def _secrecy_form(request: HttpRequest, found: ChangeRequest) -> SecrecyForm | None:
    if not found.is_waiting or not standing_of(found).needs_form:
        return None
    return SecrecyForm(request.POST or None, person=_name(request.user))


def _context(request: HttpRequest, found: ChangeRequest, form: SecrecyForm | None) -> dict[str, Any]:
    standing, problem = None, ""
    if found.is_waiting:
        try:
            standing = standing_of(found)
            problem = _stale(found)
        except NotApproved as reason:
            problem = str(reason)
    refused = refusal(found, standing, request.user) if standing else ""
    if form is None and standing and standing.needs_form and not refused and not problem:
        form = SecrecyForm(person=_name(request.user))
    table = rows(found.kind, found.before, found.after)
    return {
        "found": found,
        "title": title_of(found),
        "kind": KINDS[found.kind],
        "changed": [row for row in table if row.is_changed],
        "same": [row for row in table if not row.is_changed and row.after],
        "stages": _stages(found, standing),
        "problem": problem,
        "refusal": refused,
        "secrecy_form": form,
        "may_cancel": found.is_open and request.user.get_username() in found.authors,
        "may_ask_again": found.is_returned and found.kind in EDITING and may_ask(request.user, found.site),
    }


def _stages(found: ChangeRequest, standing: Standing | None) -> list[tuple[str, Approval | None, bool]]:
    """Return each stage with who passed it and whether it is the one that waits."""
    if standing is not None:
        return [
            (str(Approval.Stage(stage).label), standing.passed.get(stage), stage == standing.stage)
            for stage in standing.stages
        ]
    given = Approval.objects.filter(action=Approval.Action.CHANGE, subject=found.change.subject, digest=found.digest)
    since = given.filter(at__gte=found.requested_at).order_by("id")
    return [(one.get_stage_display(), one, False) for one in since]


def _stale(found: ChangeRequest) -> str:
    return _("现在公开的内容与申请时不同，请退回，由申请人重新提出。") if is_stale(found) else ""


def _name(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())
