"""The upload forms of pictures and attachments: one clear sentence for each refusal, nothing kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from . import limits
from .decoding import ENDINGS, FORMATS_TEXT
from .file_kinds import EXTENSIONS, EXTENSIONS_TEXT
from .uploads import CleanPicture, checked_attachment, clean_picture


class PictureUploadField(WagtailImageField):
    """Takes a picture by its content and gives back its clean form."""

    default_validators: list[Any] = []

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_upload_size = limits.PICTURE_BYTES.value
        self.help_text = _(
            "可上传 %(formats)s，最大 %(most)d MB。拍摄信息（地点、设备等）会自动去除；动图只保留第一帧。"
        ) % {"formats": FORMATS_TEXT, "most": limits.PICTURE_BYTES.value // limits.MEBIBYTE}
        self.error_messages["file_too_large_unknown_size"] = _("图片文件太大，请缩小后再上传。")
        self.error_messages["invalid_image_extension"] = _("不接受这种图片。可上传：%(formats)s。") % {
            "formats": FORMATS_TEXT
        }

    def to_python(self, data: Any) -> Any:
        """Return the clean picture; raises ``ValidationError`` when it is refused."""
        upload: Any = forms.FileField.to_python(self, data)
        if upload is None:
            return None
        clean = clean_picture(upload.name, upload)
        _overwrite(upload, clean)
        return clean


class AttachmentUploadField(WagtailDocumentField):
    """Takes a file by its content."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_upload_size = limits.ATTACHMENT_BYTES.value
        self.help_text = _("可上传 %(kinds)s，最大 %(most)d MB。") % {
            "kinds": EXTENSIONS_TEXT,
            "most": limits.ATTACHMENT_BYTES.value // limits.MEBIBYTE,
        }
        self.error_messages["file_too_large_unknown_size"] = _("文件太大。")

    def to_python(self, data: Any) -> Any:
        """Return the checked file; raises ``ValidationError`` when it is refused."""
        upload: Any = forms.FileField.to_python(self, data)
        return None if upload is None else checked_attachment(upload.name, upload)


class FromUploader:
    """Notes who put the file in: whoever replaces one is its uploader from then on, and may not review it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.uploader = kwargs.get("user")
        super().__init__(*args, **kwargs)

    def save(self, commit: bool = True) -> Any:
        """Save the row with its new uploader, where there is a new file."""
        form: Any = self
        if "file" in form.changed_data and self.uploader is not None:
            form.instance.uploaded_by_user = self.uploader
        return super().save(commit)  # type: ignore[misc]  # the form that this is mixed into


class PictureForm(FromUploader, BaseImageForm):
    """The form of a picture (``WAGTAILIMAGES_IMAGE_FORM_BASE``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _exchange(self, PictureUploadField, ENDINGS)


class AttachmentForm(FromUploader, BaseDocumentForm):
    """The form of an attachment (``WAGTAILDOCS_DOCUMENT_FORM_BASE``)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _exchange(self, AttachmentUploadField, EXTENSIONS)


def _exchange(form: forms.Form, kind: type[forms.Field], endings: tuple[str, ...]) -> None:
    given = form.fields.get("file")
    if given is None:
        return
    form.fields["file"] = kind(required=given.required, widget=given.widget, label=given.label)
    form.fields["file"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in endings)


def _overwrite(upload: Any, clean: CleanPicture) -> None:
    """Put the clean bytes into the upload itself.

    When another field is wrong, Wagtail's multiple upload keeps the request's own file until the form is right.
    """
    data = clean.read()
    clean.seek(0)
    stream = upload.file
    stream.seek(0)
    stream.truncate()
    stream.write(data)
    stream.flush()
    stream.seek(0)
    upload.size = len(data)
