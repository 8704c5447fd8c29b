"""Going back to a release: what would change, asking for it, deciding on it, how far it is."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cms.inbox.turns import Standing, refusal
from cms.review.secrecy_form import SecrecyForm
from sites.release.models import Task
from sites.store import rollback
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, OutboxEntry

from .. import asking, deciding
from ..documents import BROUGHT_BACK, CHANGED, TAKEN_BACK, left_in_words, rows, settled_in_words
from ..models import RollbackRequest
from ..rights import may_ask
from ..standing import standing_of, title_of
from .finding import release_for, request_for

PER_PAGE = 50
LONGEST_REASON = 500


class ReasonForm(forms.Form):
    """Why a site is to go back."""

    reason = forms.CharField(
        label=gettext_lazy("回退理由"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("审签的人会看到，永久留存。"),
        error_messages={"required": gettext_lazy("请写明回退理由。")},
    )


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, site: str, commit: str) -> HttpResponse:
    """Show what going back to a release would change; take the wish and its reason."""
    at = release_for(request.user, site, commit)
    if not may_ask(request.user, at.site):
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = asking.ask(at.site, at.name, form.cleaned_data["reason"], request.user)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, _("已送审。审签通过之前，公开网站没有变化。"))
            return redirect("cms_releases:request", made.pk)
    plan = asking.proposed(at.site, at.name)
    waiting = RollbackRequest.objects.filter(site=at.site, state=RollbackRequest.State.WAITING).first()
    context = {"at": at, "site": at.site, "form": form, "plan": plan, "waiting": waiting}
    context |= _shown(request, plan) | {
        "left": left_in_words(plan.left),
        "settled": settled_in_words(plan.settled),
    }
    return render(request, "cms/releases/propose.html", context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request; take the decision of the reviewer whose turn it is, or of whoever asked."""
    found = request_for(request.user, pk)
    form = None
    if request.method == "POST":
        decision = request.POST.get("decision", "")
        form = _secrecy_form(request, found) if decision == "pass" else None
        if (form is None or form.is_valid()) and _decide(request, found, decision, form):
            return redirect("cms_releases:request", pk)
        found = request_for(request.user, pk)
    return render(request, "cms/releases/request.html", _context(request, found, form))


def _decide(request: HttpRequest, found: RollbackRequest, decision: str, form: SecrecyForm | None) -> bool:
    note = request.POST.get("note", "")
    try:
        if decision == "pass":
            digest = request.POST.get("digest", "")
            done = deciding.approve(found, request.user, note, digest=digest, form=form.kept if form else None)
            is_done = done.state == RollbackRequest.State.DONE
            messages.success(request, _("已通过，网站正在回退。") if is_done else _("已通过，转到下一环节。"))
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


def _secrecy_form(request: HttpRequest, found: RollbackRequest) -> SecrecyForm | None:
    try:
        needs_form = found.is_waiting and standing_of(found).needs_form
    except NotApproved:
        return None
    return SecrecyForm(request.POST or None, person=request.user.get_username()) if needs_form else None


def _context(request: HttpRequest, found: RollbackRequest, form: SecrecyForm | None) -> dict[str, Any]:
    standing, problem, plan = None, "", None
    try:
        plan = found.steps()
        if found.is_waiting:
            standing = standing_of(found)
            problem = _(deciding.STALE) if rollback.is_stale(plan) else ""
    except LookupError:
        problem = _("回退方案已不完整，不能办理，请退回，重新提出。")
    except NotApproved as reason:
        problem = str(reason)
    refused = refusal(found, standing, request.user) if standing else ""
    if form is None and standing and standing.needs_form and not refused and not problem:
        form = SecrecyForm(person=request.user.get_username())
    return {
        "found": found,
        "site": found.site,
        "title": title_of(found),
        "stages": _stages(found, standing),
        "problem": problem,
        "refusal": refused,
        "secrecy_form": form,
        "may_cancel": found.is_waiting and request.user.get_username() in found.authors,
        "left": left_in_words(found.left),
        "settled": settled_in_words(found.settled),
        "progress": _progress(found),
        **(_shown(request, plan) if plan else {}),
    }


def _shown(request: HttpRequest, plan: rollback.Plan) -> dict[str, Any]:
    """Return the counts of a plan and one page of its documents."""
    found = rows(plan.documents)
    return {
        "counts": {
            "changed": sum(row.how == CHANGED for row in found),
            "brought_back": sum(row.how == BROUGHT_BACK for row in found),
            "taken_back": sum(row.how == TAKEN_BACK for row in found),
        },
        "rows": Paginator(found, PER_PAGE).get_page(request.GET.get("p")),
    }


def _stages(found: RollbackRequest, standing: Standing | None) -> list[tuple[str, Approval | None, bool]]:
    """Return each stage with who passed it and whether it is the one that waits."""
    if standing is not None:
        return [
            (str(Approval.Stage(stage).label), standing.passed.get(stage), stage == standing.stage)
            for stage in standing.stages
        ]
    given = Approval.objects.filter(action=Approval.Action.ROLLBACK, site=found.site, digest=found.plan)
    since = given.filter(at__gte=found.requested_at).order_by("id")
    if found.decided_at:
        since = since.filter(at__lte=found.decided_at)
    return [(one.get_stage_display(), one, False) for one in since]


def _progress(found: RollbackRequest) -> dict[str, Any] | None:
    """Return how far the public files are since the store went back."""
    if found.state != RollbackRequest.State.DONE:
        return None
    entries = OutboxEntry.objects.filter(
        site=found.site, cause="rollback", id__gte=found.first_entry, id__lte=found.last_entry
    )
    tasks = Task.objects.filter(site=found.site, entry__in=entries)
    return {
        "all": entries.count(),
        "released": entries.filter(released_at__isnull=False).count(),
        "live": tasks.filter(live_at__isnull=False).count(),
        "release": entries.exclude(release="").values_list("release", flat=True).last() or "",
        "error": entries.exclude(error="").values_list("error", flat=True).first() or "",
        "followed": min(found.followed, found.restored),
    }
