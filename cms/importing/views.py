"""The screens of imports: the list of batches, and one batch with what its reviewers must see."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cms.checks.decisions import decisions_on
from cms.inbox.delegation import stages_of
from cms.review.secrecy_form import SecrecyForm
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from . import review
from .checking import findings_in
from .models import ImportBatch, ImportRow

PER_PAGE = 20
SAMPLE = 10
BAD_LINES = 50


def batches_for(user: Any) -> QuerySet[ImportBatch]:
    """Return the batches that ``user`` may see: of the sites where they hold or stand in for a role; else all."""
    found = ImportBatch.objects.exclude(state=ImportBatch.State.READING).select_related("site", "column", "submitter")
    if user.is_superuser:
        return found
    reviewed = {site for site, _stage, _on_behalf_of in stages_of(user)}
    return found.filter(Q(site__roles__user=user) | Q(site__in=reviewed)).distinct()


@require_GET
def batch_list(request: HttpRequest) -> HttpResponse:
    """List the batches, newest first."""
    page = Paginator(batches_for(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "importing/list.html", {"page": page})


@require_http_methods(["GET", "POST"])
def batch_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch; take the decision of the reviewer whose turn it is."""
    batch = get_object_or_404(batches_for(request.user), pk=pk)
    if request.method == "POST":
        return _decide(request, batch)
    return render(request, "importing/batch.html", _context(request, batch))


def _decide(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    note = request.POST.get("note", "")
    try:
        if request.POST.get("seen") != batch.manifest_digest:
            raise PermissionDenied
        if request.POST.get("decision") == "approve":
            form = _secrecy_form(request, batch, request.POST)
            if form is not None and not form.is_valid():
                return render(request, "importing/batch.html", _context(request, batch) | {"secrecy_form": form})
            kept = form.kept if form else None
            review.approve_batch(batch, request.user, note, form=kept, decisions=request.POST)
            messages.success(request, _("已通过。"))
        else:
            review.return_batch(batch, request.user, note)
            messages.success(request, _("已退回。"))
    except NotApproved as reason:
        messages.error(request, str(reason))
    return redirect("cms_importing:batch", batch.pk)


def _context(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    rows = batch.rows.all()
    counts = [(label, rows.filter(state=state).count()) for state, label in ImportRow.State.choices]
    good = rows.exclude(state=ImportRow.State.MALFORMED)
    offset = max(good.count() // SAMPLE, 1)
    sampled = list(good.values_list("pk", flat=True))[::offset][:SAMPLE]
    stage = review.next_stage(batch)
    return {
        "batch": batch,
        "counts": [(label, count) for label, count in counts if count],
        "samples": rows.filter(pk__in=sampled),
        "bad": rows.filter(state__in=(ImportRow.State.MALFORMED, ImportRow.State.REFUSED))[:BAD_LINES],
        "approvals": review.approvals_of(batch),
        "stage": Approval.Stage(stage).label if stage else "",
        "refusal": review.refusal(batch, request.user),
        "secrecy_form": _secrecy_form(request, batch),
        "findings": findings_in(batch),
        "decisions": decisions_on(batch.key),
    }


def _secrecy_form(request: HttpRequest, batch: ImportBatch, data: QueryDict | None = None) -> SecrecyForm | None:
    """Return the secrecy form, where the stage that waits asks for it."""
    if not review.asks_for_secrecy(batch):
        return None
    return SecrecyForm(data, person=request.user.get_username())
