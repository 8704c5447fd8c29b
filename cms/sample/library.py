"""The sample's pictures and attachments in the media library of each site."""

from functools import cache
from typing import Any

from django.core.files.base import ContentFile

from cms.accounts.groups import collection_for
from cms.media.models import Attachment, Picture
from sites.registry.models import Site

from . import accounts, papers, pictures


def picture(site: Site, name: str) -> Picture:
    """Return the drawn picture with this ``name`` in ``site``'s library; its editor uploads it when it is missing."""
    title = f"示例图片 {name}"
    collection = collection_for(site)
    held: Picture | None = Picture.objects.filter(collection=collection, title=title).first()
    if held is not None:
        return held
    uploader: Any = accounts.holder(site.key, "editor")
    upload = Picture(title=title, collection=collection, uploaded_by_user=uploader)
    upload.file.save(f"{name}.jpg", ContentFile(_drawn(name)), save=True)
    return upload


def attachment(site: Site, title: str, lines: list[str]) -> Attachment:
    """Return the Word document with this ``title`` in ``site``'s library; its editor uploads it when it is missing."""
    collection = collection_for(site)
    held: Attachment | None = Attachment.objects.filter(collection=collection, title=title).first()
    if held is not None:
        return held
    uploader: Any = accounts.holder(site.key, "editor")
    upload = Attachment(title=title, collection=collection, uploaded_by_user=uploader)
    upload.file.save(f"{title}.docx", ContentFile(papers.docx(title, lines)), save=True)
    return upload


@cache
def _drawn(name: str) -> bytes:
    return pictures.jpeg(name)
