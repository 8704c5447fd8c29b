"""The pictures of what was approved (审签留影), drawn by the worker once somebody asks for them.

The rendering is kept at the approval, with the theme and the pictures it shows: what is drawn years later is what
was seen, and a cluster that publishes thousands of documents does not start a browser for each.
"""

import logging
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.db import transaction

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
STALE = 600
"""Seconds after which a drawing that nobody took in is thrown away."""

_MEDIA = re.compile(re.escape(FILES_ROOT).encode() + rb"media/([0-9a-f]{2})/([0-9a-f]{64})\.([a-z0-9]{1,8})")


@dataclass
class Drawing:
    """One picture being drawn by a process of its own, so that a release never waits for it."""

    approval: Approval
    folder: tempfile.TemporaryDirectory[str]
    process: "subprocess.Popen[bytes]"
    under_way: ClassVar["Drawing | None"] = None


def make_next(*, wait: bool = False) -> int:
    """Begin the newest picture that was asked for, or take in the one that is ready.

    Returns 1 when a picture was taken in or given up, 0 otherwise; with ``wait`` both happen in one call. Without
    Chromium nothing is made. A rendering that cannot be drawn is tried ``TRIES`` times.
    """
    if Drawing.under_way is None:
        approval = _waiting() if chromium.executable() else None
        if approval is None:
            return 0
        try:
            Drawing.under_way = _begin(approval)
        except (blobs.BlobMissing, OSError) as error:
            _note_failure(approval.shown, str(error))
            return 1
    drawing = Drawing.under_way
    if wait:
        drawing.process.wait()
    if drawing.process.poll() is None:
        return 0
    Drawing.under_way = None
    _take_in(drawing)
    return 1


def pictures_of(shown: Iterable[str]) -> dict[str, str]:
    """Return the digests of the pictures of renderings, by the renderings' digests, where there are any."""
    found = Picture.objects.filter(shown__in=set(shown)).exclude(picture="")
    return dict(found.values_list("shown", "picture"))


def ask(shown: Iterable[str]) -> None:
    """Let the worker draw the renderings with these digests; what was asked for before is not asked for again."""
    wanted = sorted(set(shown) - {""})
    held = set(Picture.objects.filter(shown__in=wanted).values_list("shown", flat=True))
    missing = [Picture(shown=digest, at=clock.now()) for digest in wanted if digest not in held]
    Picture.objects.bulk_create(missing, ignore_conflicts=True)


def _waiting() -> Approval | None:
    asked = Picture.objects.filter(picture="", failures__lt=TRIES)
    approvals = Approval.objects.filter(shown__in=asked.values("shown")).select_related("site")
    return approvals.order_by("-id").first()


def _begin(approval: Approval) -> Drawing:
    html = blobs.read(approval.shown, RENDERING)
    folder = tempfile.TemporaryDirectory(dir=_workplace())
    root = Path(folder.name)
    _write(root / chromium.PAGE, html)
    for theme in all_themes():
        for name, data in assets.files(theme).items():
            _write(root / FILES_ROOT.strip("/") / "assets" / name, data)
    for start, digest, extension in {tuple(part.decode() for part in found) for found in _MEDIA.findall(html)}:
        _write(root / FILES_ROOT.strip("/") / "media" / start / f"{digest}.{extension}", blobs.read(digest, extension))
    process = subprocess.Popen(  # noqa: S603  (our own module)
        [sys.executable, "-m", "cms.ledger.chromium", folder.name],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return Drawing(approval, folder, process)


def _workplace() -> Path:
    """Return the folder in which pictures are drawn, without what a worker that was ended left there."""
    place = Path(settings.SUMU_VAR) / "drawing"
    place.mkdir(parents=True, exist_ok=True)
    for left in place.iterdir():
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > STALE:
                shutil.rmtree(left)
    return place


def _take_in(drawing: Drawing) -> None:
    with drawing.folder as name:
        picture, reason = Path(name) / chromium.PICTURE, Path(name) / chromium.REASON
        if picture.exists():
            _keep(drawing.approval, picture.read_bytes())
        else:
            said = reason.read_text() if reason.exists() else f"exit code {drawing.process.returncode}"
            _note_failure(drawing.approval.shown, said)


@transaction.atomic
def _keep(approval: Approval, png: bytes) -> None:
    digest = blobs.put(png, PNG)
    Picture.objects.update_or_create(shown=approval.shown, defaults={"picture": digest, "error": "", "at": clock.now()})
    audit.record("system", "keep picture", approval.subject, approval.shown, site=approval.site.key, picture=digest)


def _note_failure(shown: str, error: str) -> None:
    logger.warning("no picture of %s: %s", shown, error)
    held, _made = Picture.objects.get_or_create(shown=shown, defaults={"at": clock.now()})
    held.failures, held.error, held.at = held.failures + 1, error[:300], clock.now()
    held.save()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
