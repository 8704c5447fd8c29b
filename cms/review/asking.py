"""The screens on which editors ask for something else than publication."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from cms.pages.content import Incomplete, content_of
from cms.pages.models.base import PublicPage
from cms.pages.preview import preview_response
from cms.pages.status import document_of, exact_status
from sites.store import intact
from sites.store.admit import Refused
from sites.store.approvals import NotApproved

from . import actions, requests, scheduling
from .differences import difference
from .forms import MoveForm
from .versions_once_public import OldVersion, version_of, versions_of
from .views import page_for


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for another column."""
    page = page_for(request, page_id)
    columns = requests.columns_for(page)
    form = MoveForm(request.POST or None, columns=columns)
    if request.method == "POST" and form.is_valid():
        try:
            requests.request_move(page, request.user, form.cleaned_data["target"], form.cleaned_data["reason"])
        except (Refused, NotApproved) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("调整栏目的申请已送审；通过之前，公开网站没有变化。"))
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "form": form, "columns": columns, "column": page.column_page, "status": exact_status(page)}
    return render(request, "cms/review/move.html", context)


@require_GET
def old_versions(request: HttpRequest, page_id: int) -> HttpResponse:
    """List the versions that were public once."""
    page = page_for(request, page_id)
    found = versions_of(page, _public_digest(page))
    context = {"page": page, "versions": found, "is_waiting": _is_waiting(page), "status": exact_status(page)}
    return render(request, "cms/review/old_versions.html", context)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Show what bringing an old version back would change, and submit it."""
    page = page_for(request, page_id)
    version = _version(page, digest)
    problem = ""
    if request.method == "POST":
        try:
            requests.restore(page, request.user, version)
        except (Refused, NotApproved) as error:
            problem = str(error)
        else:
            messages.success(request, _("旧版本已成为新的草稿并送审；通过之前，公开网站没有变化。"))
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {"page": page, "version": version, "problem": problem, "is_waiting": _is_waiting(page)}
    return render(request, "cms/review/restore.html", {**context, "difference": _difference_to_now(page, version)})


@require_GET
@xframe_options_sameorigin
def restored(request: HttpRequest, page_id: int, digest: str) -> HttpResponse:
    """Show the page as it would be with the old version."""
    return preview_response(requests.draft_of(_version(page_for(request, page_id), digest)))


@require_http_methods(["GET", "POST"])
def cancel_schedule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let the scheduled version wait no longer, once that is confirmed."""
    page = page_for(request, page_id)
    if request.method == "GET":
        context = {"page": page, "scheduled": scheduling.waiting_admission(page)}
        return render(request, "cms/review/cancel_schedule.html", context)
    try:
        scheduling.cancel(page, request.user)
    except (Refused, NotApproved) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("定时发布已取消；公开网站没有变化。要再发布，请重新送审。"))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _version(page: PublicPage, digest: str) -> OldVersion:
    version = version_of(page, digest, _public_digest(page))
    if version is None:
        raise Http404
    return version


def _public_digest(page: PublicPage) -> str:
    document = document_of(page)
    return document.digest if document is not None and document.is_public else ""


def _is_waiting(page: PublicPage) -> bool:
    state = actions.current_state(page)
    return state is not None and state.status == state.STATUS_IN_PROGRESS


def _difference_to_now(page: PublicPage, version: OldVersion) -> object:
    """Return the difference between what is, or was last, public and what restoring would make."""
    document = document_of(page)
    if document is None or version.revision is None:
        return None
    try:
        return difference(intact.content_of(document), content_of(requests.draft_of(version)))
    except Incomplete:
        return None
