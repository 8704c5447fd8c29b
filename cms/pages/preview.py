"""The page as readers would get it, made by the same templates as the public one."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from .content import Incomplete, content_of
from .models.base import PublicPage

FILES_ROOT = "/preview/"
"""Where the editing side serves the theme's files, pictures and attachments to logged-in staff."""


def preview_response(page: PublicPage) -> HttpResponse:
    """Return the rendered page, or a short note when the draft cannot be rendered yet."""
    from sites.build.preview import render_preview

    try:
        return HttpResponse(render_preview(content_of(page), files_root=FILES_ROOT))
    except Incomplete as error:
        return HttpResponse(render_to_string("cms/no_preview.html", {"reason": str(error)}))
