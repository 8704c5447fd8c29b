"""The screens of the ledger."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator, Role
from sites.store import blobs
from sites.store.models import Approval

from . import access, chromium, export, pictures, verification
from .entries import Line, page_of
from .forms import WantedForm
from .record import record_of

FROZEN = (
    "default-src 'self'; script-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'self'; sandbox allow-same-origin"
)
"""What an approver saw is shown again, and runs nothing."""


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show the entries that are asked for, newest first, and whether the ledger is whole."""
    _demand(request)
    form = WantedForm(request.GET or None, user=request.user)
    before = request.GET.get("before", "")
    lines: list[Line] = []
    following = 0
    if form.is_valid() or not form.is_bound:
        lines, following = page_of(form.wanted(), int(before) if before.isdecimal() else 0)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "form": form,
        "lines": lines,
        "following": following,
        "query": query.urlencode(),
        "is_later_page": bool(before),
        "is_narrowed": any(query.values()),
        "sees_all": form.sites is None,
        "newest": verification.newest(),
        "under_way": verification.under_way(),
    }
    return render(request, "cms/ledger/index.html", context)


@require_GET
def document(request: HttpRequest, key: str) -> HttpResponse:
    """Show who approved a document, what each version changed and what exactly they saw."""
    record = record_of(key)
    if record is None or not access.may_see_documents_of(request.user, record.site):
        raise Http404
    has_chromium = chromium.executable() is not None
    if has_chromium:
        pictures.ask(decision.shown for decision in record.decisions)
    return render(request, "cms/ledger/document.html", {"record": record, "has_chromium": has_chromium})


@require_GET
@xframe_options_sameorigin
def shown(request: HttpRequest, digest: str) -> HttpResponse:
    """Return the rendering that an approver saw, byte for byte."""
    _demand_shown(request, digest)
    response = _blob(digest, pictures.RENDERING, "text/html; charset=utf-8")
    response["Content-Security-Policy"] = FROZEN
    return response


@require_GET
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """Return the picture of the rendering with this digest."""
    _demand_shown(request, digest)
    return _blob(pictures.pictures_of([digest]).get(digest, ""), pictures.PNG, "image/png")


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a verification; the worker does it."""
    _demand(request)
    verification.ask(request.user.get_username())
    messages.success(request, _("已安排校验，稍后刷新本页可看到结果。"))
    return redirect("cms_ledger:index")


@require_POST
def take_away(request: HttpRequest) -> HttpResponseBase:
    """Hand the entries asked for over as a file; that is an entry itself."""
    _demand(request)
    form = WantedForm(request.POST, user=request.user)
    kind = request.POST.get("kind", "")
    if not form.is_valid() or kind not in ("xlsx", "jsonl"):
        messages.error(request, _("导出条件有误，请重新选择。"))
        return redirect("cms_ledger:index")
    wanted = form.wanted()
    role = Administrator.AUDIT if holds(request.user, Administrator.AUDIT) else Role.SITE_ADMIN
    upto = export.note(wanted, person=request.user.get_username(), role=role, form=kind)
    name = f"ledger-{wanted.site or 'all'}-{timezone.localtime():%Y%m%d-%H%M%S}.{kind}"
    if kind == "jsonl":
        response = StreamingHttpResponse(export.json_lines(wanted, upto), content_type="application/x-ndjson")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    try:
        return FileResponse(export.spreadsheet(wanted, upto), as_attachment=True, filename=name)
    except export.TooMany as error:
        messages.error(request, str(error))
        return redirect("cms_ledger:index")


def _demand(request: HttpRequest) -> None:
    if not access.may_see_ledger(request.user):
        raise PermissionDenied


def _demand_shown(request: HttpRequest, digest: str) -> None:
    """Answer 404 unless somebody approved this rendering at a site that the person may look at."""
    given = Approval.objects.filter(shown=digest).select_related("site")
    if not digest or not any(access.may_see_documents_of(request.user, approval.site) for approval in given[:20]):
        raise Http404


def _blob(digest: str, extension: str, kind: str) -> HttpResponse:
    try:
        data = blobs.read(digest, extension) if digest else None
    except blobs.BlobMissing:
        data = None
    if data is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=kind, headers=headers)
