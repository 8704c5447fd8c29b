"""The text of attachments, read once for each file's bytes."""

from collections.abc import Iterable, Mapping
from typing import Any

from sites.store import blobs

from .material import AttachedFile
from .models import AttachmentReading
from .reading import READERS
from .reading.apart import read_apart
from .reading.report import DAMAGED, Report


def attached_files(attachments: Iterable[Mapping[str, Any]]) -> tuple[AttachedFile, ...]:
    """Return the payload's ``attachments`` with what could be read of each."""
    attachments = list(attachments)
    if not attachments:
        return ()
    known = {
        (row.digest, row.extension): row
        for row in AttachmentReading.objects.filter(digest__in=[one["digest"] for one in attachments], reader=READERS)
    }
    files = []
    for one in attachments:
        row = known.get((one["digest"], one["extension"]))
        report = Report.from_json(row.report) if row else _read_now(one["digest"], one["extension"])
        files.append(AttachedFile(one["name"], one["digest"], one["extension"], report))
    return tuple(files)


def _read_now(digest: str, extension: str) -> Report:
    path = blobs.path_of(digest, extension)
    if not path.exists():
        return Report(DAMAGED)  # not kept: the file may be back tomorrow
    report = read_apart(path, extension)
    AttachmentReading.objects.update_or_create(
        digest=digest, extension=extension, defaults={"reader": READERS, "report": report.as_json()}
    )
    return report
