"""Addresses of Wagtail that ask for no right on the object they show: here they do."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.pages.workflow import ConfirmWorkflowCancellation
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.images.views.chooser import viewset
from wagtail.models import Page

from .chooser import visible
from .closed import ACTIONS


@require_admin_access
def own_picture_format(request: HttpRequest, image_id: int) -> HttpResponse:
    """Ask how a picture shall stand in a text; another site's picture is not found."""
    picture = get_object_or_404(get_image_model(), pk=image_id)
    if not image_policy.user_has_any_permission_for_instance(request.user, ACTIONS, picture):
        raise Http404
    response: HttpResponse = viewset.select_format_view(request, image_id)
    return response


@require_admin_access
def own_workflow_cancellation(request: HttpRequest, page_id: int, **more: Any) -> HttpResponse:
    """Ask whether a review shall end; another site's page is not found."""
    if not visible(request.user, Page.objects.filter(pk=page_id)).exists():
        raise Http404
    response: HttpResponse = ConfirmWorkflowCancellation.as_view()(request, page_id=page_id)
    return response
