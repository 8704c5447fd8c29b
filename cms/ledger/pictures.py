"""The pictures of what was approved (审签留影), made by the worker while nothing else waits."""

import logging
import mimetypes
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef

from cms.pages.preview import FILES_ROOT
from sites.build.theme import all_themes
from sites.store import audit, blobs, clock
from sites.store.models import Approval
from themes import assets

from . import chromium
from .models import Picture

logger = logging.getLogger(__name__)
RENDERING, PNG = "html", "png"
TRIES = 3


def make_next() -> int:
    """Make the picture of the newest approved rendering that has none; return 1 if there was one to make.

    Without Chromium nothing is made. A rendering that cannot be drawn is tried ``TRIES`` times.
    """
    if chromium.executable() is None:
        return 0
    waiting = _waiting()
    if waiting is None:
        return 0
    try:
        png = chromium.picture_of(blobs.read(waiting.shown, RENDERING), _file)
    except (chromium.NoPicture, blobs.BlobMissing) as error:
        logger.warning("no picture of %s: %s", waiting.shown, error)
        _note_failure(waiting.shown, str(error))
    else:
        _keep(waiting, png)
    return 1


def pictures_of(shown: Iterable[str]) -> dict[str, str]:
    """Return the digests of the pictures of renderings, by the renderings' digests, where there are any."""
    found = Picture.objects.filter(shown__in=set(shown)).exclude(picture="")
    return dict(found.values_list("shown", "picture"))


def _waiting() -> Approval | None:
    drawn = Picture.objects.filter(shown=OuterRef("shown")).exclude(picture="", failures__lt=TRIES)
    approvals = Approval.objects.exclude(shown="").filter(~Exists(drawn)).select_related("site")
    return approvals.order_by("-id").first()


@transaction.atomic
def _keep(approval: Approval, png: bytes) -> None:
    digest = blobs.put(png, PNG)
    Picture.objects.update_or_create(shown=approval.shown, defaults={"picture": digest, "error": "", "at": clock.now()})
    audit.record("system", "keep picture", approval.subject, approval.shown, site=approval.site.key, picture=digest)


def _note_failure(shown: str, error: str) -> None:
    held, _made = Picture.objects.get_or_create(shown=shown, defaults={"at": clock.now()})
    held.failures, held.error, held.at = held.failures + 1, error[:300], clock.now()
    held.save()


def _file(address: str) -> tuple[str, bytes] | None:
    """Return the type and the bytes of a file that a rendering shows: the theme's, or a published picture."""
    name = address.removeprefix(FILES_ROOT)
    if name.startswith("media/"):
        digest, _, extension = name.rpartition("/")[2].partition(".")
        try:
            return _typed(name, blobs.read(digest, extension)) if digest.isalnum() and extension.isalnum() else None
        except blobs.BlobMissing:
            return None
    for theme in all_themes():
        data = assets.files(theme).get(name.removeprefix("assets/"))
        if data is not None:
            return _typed(name, data)
    return None


def _typed(name: str, data: bytes) -> tuple[str, bytes]:
    kind = "font/woff2" if name.endswith(".woff2") else mimetypes.guess_type(name)[0]
    return kind or "application/octet-stream", data
