"""The files that previews and the editing screens show, for logged-in staff alone."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.views.decorators.http import require_GET
from wagtail.admin.auth import require_admin_access

from cms.media.belonging import may_see
from sites.store import blobs

YEAR = "private, max-age=31536000, immutable"
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""For bytes that came from people: shown, but never run."""

SCRIPT_FONTS = (
    ("Sumu Mongolian", "noto-sans-mongolian.woff2", "U+1800-18AF, U+11660-1166C, U+200C-200D, U+202F"),
    ("Sumu Arabic", "noto-naskh-arabic.woff2", "U+0600-06FF, U+0750-077F, U+FB50-FDFF, U+FE70-FEFF"),
)
"""Family, file of the theme, and the characters that it is taken for."""

FONT_FACE = (
    '@font-face { font-family: "%(family)s"; src: url("/preview/assets/%(name)s") format("woff2"); '
    "unicode-range: %(range)s; font-display: swap; }"
)


@require_GET
@require_admin_access
def theme_file(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a public file of the settled theme, or of another that is kept, by its public name."""
    from sites.build.theme import all_themes
    from themes import assets

    for theme in all_themes():
        data = assets.files(theme).get(name)
        if data is not None:
            return _answer(data, name)
    raise Http404


@require_GET
def script_fonts(request: HttpRequest) -> HttpResponse:
    """Serve the style sheet that lends the theme's Mongolian and Kazakh fonts to the editing screens."""
    from themes import assets

    try:
        faces = [
            FONT_FACE % {"family": family, "name": assets.public_name(logical), "range": characters}
            for family, logical, characters in SCRIPT_FONTS
        ]
    except assets.AssetsMissing:
        faces = []
    return HttpResponse("\n".join(faces), content_type="text/css", headers={"Cache-Control": "private, max-age=3600"})


@require_GET
@require_admin_access
def published_file(request: HttpRequest, folder: str, name: str) -> HttpResponse:
    """Serve a picture size or an attachment as the public would get it, by its digest."""
    digest, _, extension = name.partition(".")
    if not (digest.isalnum() and extension.isalnum() and digest.startswith(folder)):
        raise Http404
    try:
        data = blobs.read(digest, extension)
    except blobs.BlobMissing as missing:
        raise Http404 from missing
    return _answer(data, name, policy=SANDBOX)


@require_GET
@require_admin_access
def original_file(request: HttpRequest, path: str) -> FileResponse:
    """Serve an original or a small version of it to the editing screens of the site that it belongs to."""
    if not may_see(request.user, path):
        raise Http404
    target = Path(safe_join(str(settings.MEDIA_ROOT), path))
    if not target.is_file():
        raise Http404
    response = FileResponse(target.open("rb"))
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _answer(data: bytes, name: str, policy: str = "") -> HttpResponse:
    kind = "font/woff2" if name.endswith(".woff2") else mimetypes.guess_type(name)[0]
    headers = {"Cache-Control": YEAR, "X-Content-Type-Options": "nosniff"}
    if policy:
        headers["Content-Security-Policy"] = policy
    return HttpResponse(data, content_type=kind or "application/octet-stream", headers=headers)
