"""Keeps each editor inside their own sites, and shows the registry to administrators."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.snippets.models import register_snippet

from .chooser import visible
from .registry_viewsets import RegistryGroup


@hooks.register("construct_page_chooser_queryset")
def only_visible_pages(pages: Any, request: HttpRequest) -> Any:
    """Leave other sites' pages out of the page chooser."""
    return visible(request.user, pages)


@hooks.register("before_serve_document")
def only_own_documents(document: Any, request: HttpRequest) -> None:
    """Refuse the file of an attachment that the person may not choose."""
    if not document_policy.user_has_any_permission_for_instance(request.user, ["choose", "add", "change"], document):
        raise PermissionDenied


register_snippet(RegistryGroup)
