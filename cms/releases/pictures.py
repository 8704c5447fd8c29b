"""A page of an old release as a picture: drawn by Chromium on request, kept below ``SUMU_VAR`` (改版前后对照)."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings

from cms.ledger import chromium
from sites.store.blobs import write_whole
from sites.web.server import content_type

from .site_at import SiteAt

SECONDS = 40


def is_possible() -> bool:
    """Return whether pictures can be drawn here."""
    return chromium.executable() is not None


def picture_of(at: SiteAt, path: str) -> bytes | None:
    """Return the PNG of the page at ``path`` of ``at``, None when there is no such page.

    It is drawn from the release's own bytes with that release's own styles, fonts and pictures; scripts do not run, so
    that nothing moves between two drawings. Raises ``chromium.NoPicture``.
    """
    html = at.read(path)
    if html is None:
        return None
    kept = _place(at, path)
    if not kept.exists():
        with _one_at_a_time():
            if not kept.exists():
                write_whole(kept, chromium.picture_of(html, _answer(at), seconds=SECONDS))
    return kept.read_bytes()


def _answer(at: SiteAt) -> chromium.Answer:
    def answer(address: str) -> tuple[str, bytes] | None:
        path = at.below(unquote(address))
        data = at.read(path) if path else None
        if path is None or data is None or path.endswith(".js"):
            return None
        return content_type(path), data

    return answer


def _place(at: SiteAt, path: str) -> Path:
    name = hashlib.sha256(path.encode()).hexdigest()
    return Path(settings.SUMU_VAR) / "drawn" / at.site.key / at.name / f"{name}.png"


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one browser run at once, however many people look."""
    lock = Path(settings.SUMU_VAR) / "drawn" / "lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
