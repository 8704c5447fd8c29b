"""The tables of pictures and attachments on the editing side."""

from pathlib import PurePosixPath
from typing import Any

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, get_upload_to

from .fields import AttachmentFileField, PictureFileField
from .storage import original_storage


class Picture(AbstractImage):
    """A picture of the media library; its file is always the clean re-encoded one (图片)."""

    file: WagtailImageField = PictureFileField(
        verbose_name="文件",
        upload_to=get_upload_to,
        storage=original_storage,
        width_field="width",
        height_field="height",
        max_length=120,
    )

    admin_form_fields = ("title", "file", "description", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"

    def get_upload_to(self, filename: str) -> str:
        """Return the folder and the ending; the storage puts the digest between them."""
        return f"pictures/picture{PurePosixPath(filename).suffix}"

    @property
    def digest(self) -> str:
        """The SHA-256 of the original's bytes."""
        return PurePosixPath(self.file.name).stem


class PictureRendition(AbstractRendition):
    """A small version for the editing screens; the public never gets one."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_picture_and_filter"
            )
        ]


class PictureSizes(models.Model):
    """The public sizes made from one original, kept so that they are made once.

    A later version of the encoder must not change what is public, so these stay as they are.
    """

    original = models.CharField(max_length=64, help_text="Digest of the original's bytes.")
    recipe = models.CharField(max_length=20, help_text="Which set of widths and qualities.")
    sizes = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["original", "recipe"], name="one_set_of_sizes_per_recipe")]


class Attachment(AbstractDocument):
    """A file that readers download (附件)."""

    file: Any = AttachmentFileField(
        verbose_name="文件", upload_to="attachments", storage=original_storage, max_length=120
    )

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "附件"
        verbose_name_plural = "附件"
        permissions = [("choose_document", "Can choose document")]

    @property
    def digest(self) -> str:
        """The SHA-256 of the bytes."""
        return PurePosixPath(self.file.name).stem

    @property
    def filename(self) -> str:
        """The name that a download carries: the title, not the digest."""
        from .names import download_name

        return download_name(self.title, PurePosixPath(self.file.name).suffix.removeprefix("."))
