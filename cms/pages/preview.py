"""The page as readers would get it, made by the same templates as the public one."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from sites.store.content import Content

from .content import Incomplete, content_of
from .models.base import PublicPage

FILES_ROOT = "/preview/"
"""Where the editing side serves the theme's files, pictures and attachments to logged-in staff."""


def preview_response(page: PublicPage) -> HttpResponse:
    """Return the rendered page, or a short note when the draft cannot be rendered yet."""
    try:
        return content_response(content_of(page))
    except Incomplete as error:
        return HttpResponse(render_to_string("cms/pages/no_preview.html", {"reason": str(error)}))


def content_response(content: Content) -> HttpResponse:
    """Return ``content`` rendered as readers would get it."""
    from sites.build.preview import render_preview

    return HttpResponse(render_preview(content, files_root=FILES_ROOT))
