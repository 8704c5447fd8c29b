"""The screens of the theme: a page rendered in a kept theme, and old and new side by side."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from cms.accounts.models import SiteRole
from sites.registry.models import Site
from sites.store.reading import public
from themes import snapshots

from .previews import rendered


@require_GET
@xframe_options_sameorigin
def preview(request: HttpRequest, digest: str, key: str) -> HttpResponse:
    """Show the public document ``key`` in the kept theme ``digest``, to people of the portal."""
    document = get_object_or_404(public(), key=key)
    held = SiteRole.objects.filter(user=request.user.pk, site__kind=Site.Kind.PORTAL)
    if not (request.user.is_superuser or held.exists()):
        raise PermissionDenied
    try:
        return HttpResponse(rendered(document, digest))
    except snapshots.SnapshotAltered as error:
        raise Http404(str(error)) from error
