"""Which bytes are still named by something: what is public, kept, drafted or evidence."""

import json
import re
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath

from django.db.models import Q

from cms.changes.models import ChangeRequest
from cms.importing.models import ImportRow
from cms.ledger.models import Picture as Evidence
from cms.media.models import Attachment, Picture, PictureSizes
from sites.build.models import SiteState
from sites.build.theme import settled_digest
from sites.store import clock
from sites.store.models import Approval, Document, DocumentMedia, ScheduledAdmission, SettledState, Version
from themes import location

from . import rules

_DIGEST = re.compile(rb"[0-9a-f]{64}")


def named_blobs() -> set[str]:
    """Return the digest of every blob that must stay."""
    public = DocumentMedia.objects.filter(document__state=Document.State.PUBLIC)
    named = set(public.values_list("digest", flat=True))
    named |= set(Approval.objects.exclude(shown="").values_list("shown", flat=True))
    named |= set(Evidence.objects.exclude(picture="").values_list("picture", flat=True))
    for text in _texts():
        named |= {found.decode() for found in _DIGEST.findall(text)}
    originals = named_originals()
    for original, sizes in PictureSizes.objects.values_list("original", "sizes").iterator():
        if original in originals:
            named |= {size["digest"] for size in sizes}
    return named | originals


def named_originals() -> set[str]:
    """Return the digest of every original that a library names."""
    files = [*Picture.objects.values_list("file", flat=True), *Attachment.objects.values_list("file", flat=True)]
    return {PurePosixPath(file).stem for file in files}


def named_themes() -> set[str]:
    """Return the digest of every theme snapshot that must stay: in force, in use, installed, asked for, or young."""
    since = clock.now() - timedelta(days=rules.value("theme_days"))
    named = {settled_digest(), location.installed().digest}
    named |= set(SiteState.objects.values_list("theme", flat=True))
    for row in SettledState.objects.filter(kind="theme", at__gte=since).values_list("payload", flat=True):
        named.add(str(row.get("digest", "")))
    for row in ChangeRequest.objects.filter(kind="theme").values_list("before", "after"):
        named |= {found.decode() for found in _DIGEST.findall(json.dumps(row).encode())}
    return named


def _texts() -> Iterator[bytes]:
    """Yield the text of everything whose pictures and attachments must stay."""
    since = clock.now() - timedelta(days=rules.value("version_media_days"))
    lasting = Q(at__gte=since) | Q(digest__in=Document.objects.filter(state=Document.State.PUBLIC).values("digest"))
    lasting |= Q(digest__in=ScheduledAdmission.objects.values("digest"))
    for packed in Version.objects.filter(lasting).values_list("canonical", flat=True).iterator():
        yield zlib.decompress(bytes(packed))
    for payload in SettledState.objects.values_list("payload", flat=True).iterator():
        yield json.dumps(payload).encode()
    for pair in ChangeRequest.objects.values_list("before", "after").iterator():
        yield json.dumps(pair).encode()
    for content in (
        ImportRow.objects.exclude(state=ImportRow.State.ADMITTED).values_list("content", flat=True).iterator()
    ):
        yield json.dumps(content).encode()
