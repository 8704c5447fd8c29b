"""The file fields of pictures and attachments: the last defence, whatever way a file comes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.files import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .signals import location_removed


class PictureFieldFile(WagtailImageFieldFile):
    """Cleans a picture before its bytes are written."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Write the clean form of ``content``; raises ``ValidationError`` when it is refused."""
        from .uploads import clean_picture

        clean = clean_picture(name, content)
        super().save(clean.name, clean, save)
        if clean.had_location:
            location_removed.send(type(self.instance), digest=PurePosixPath(self.name).stem)


class PictureFileField(WagtailImageField):
    """An image field that only ever holds clean pictures."""

    attr_class = PictureFieldFile


class AttachmentFieldFile(FieldFile):
    """Checks an attachment before its bytes are written."""

    def save(self, name: str, content: File[Any], save: bool = True) -> None:
        """Write ``content`` under its true ending; raises ``ValidationError`` when it is refused."""
        from .uploads import checked_attachment

        checked = checked_attachment(name, content)
        super().save(checked.name or name, checked, save)


class AttachmentFileField(models.FileField):
    """A file field that only ever holds allowed kinds of files."""

    attr_class = AttachmentFieldFile
