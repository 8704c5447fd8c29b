"""Ways to change pictures and attachments that public pages show, and the collections they lie in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, CollectionViewRestriction

from cms.media.models import Attachment, Picture
from tests.wall.scene import Scene, door
from tests.wall.town import PDF, UNSEEN, png


def _png() -> SimpleUploadedFile:
    return SimpleUploadedFile("other.png", png("red"), "image/png")


def _pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("other.pdf", PDF + b"%changed\n", "application/pdf")


def _of_picture(s: Scene, **fields: object) -> dict[str, object]:
    return {"title": UNSEEN, "description": "", "collection": s.here.collection.pk, "tags": "", **fields}


@door("wagtailimages:edit")
def replace_a_picture(s: Scene) -> bool:
    before = s.here.picture.digest
    s.post("wagtailimages:edit", s.here.picture.pk, data=_of_picture(s, file=_png()))
    now = Picture.objects.get(pk=s.here.picture.pk)
    return now.title == UNSEEN and now.digest != before


@door("wagtailimages:edit")
def move_a_pictures_focus(s: Scene) -> bool:
    focus = {"focal_point_x": 5, "focal_point_y": 5, "focal_point_width": 4, "focal_point_height": 4}
    s.post("wagtailimages:edit", s.here.picture.pk, data=_of_picture(s, **focus))
    Picture.objects.filter(pk=s.here.picture.pk).update(**focus)
    return Picture.objects.filter(pk=s.here.picture.pk, title=UNSEEN).exists()


@door("wagtailimages:delete")
def delete_a_picture(s: Scene) -> bool:
    s.post("wagtailimages:delete", s.here.picture.pk)
    return s.answer.status_code in (200, 302, 403)  # 403: it is in use


@door("wagtailimages:add")
def add_a_picture(s: Scene) -> bool:
    s.post("wagtailimages:add", data=_of_picture(s, file=_png()))
    return Picture.objects.filter(title=UNSEEN).exists()


@door("wagtailimages:add_multiple")
def add_several_pictures(s: Scene) -> bool:
    s.post("wagtailimages:add_multiple", data={"files[]": _png(), "title": UNSEEN, "collection": s.here.collection.pk})
    return s.accepted


@door("wagtailimages:edit_multiple")
def edit_one_of_several_pictures(s: Scene) -> bool:
    pk = s.here.picture.pk
    s.post("wagtailimages:edit_multiple", pk, data={f"image-{pk}-{k}": v for k, v in _of_picture(s).items()})
    return Picture.objects.filter(pk=pk, title=UNSEEN).exists()


@door("wagtailimages:delete_multiple")
def delete_one_of_several_pictures(s: Scene) -> bool:
    return s.post("wagtailimages:delete_multiple", s.here.picture.pk).status_code in (200, 302)


@door("wagtailimages:create_multiple_from_uploaded_image")
def create_a_picture_from_an_upload(s: Scene) -> bool:
    pk = s.here.uploaded_picture.pk
    data = {f"uploaded-image-{pk}-{key}": value for key, value in _of_picture(s).items()}
    s.post("wagtailimages:create_multiple_from_uploaded_image", pk, data=data)
    return s.refused  # an upload belongs to whoever made it


@door("wagtailimages:delete_upload_multiple")
def delete_an_uploaded_picture(s: Scene) -> bool:
    s.post("wagtailimages:delete_upload_multiple", s.here.uploaded_picture.pk)
    return s.refused


@door("wagtailimages_chooser:create")
def create_a_picture_in_the_chooser(s: Scene) -> bool:
    data = {f"image-chooser-upload-{key}": value for key, value in _of_picture(s, file=_png()).items()}
    s.post("wagtailimages_chooser:create", data=data)
    return Picture.objects.filter(title=UNSEEN).exists()


@door("wagtailimages_chooser:select_format")
def choose_a_pictures_format(s: Scene) -> bool:
    data = {"image-chooser-insertion-format": "fullwidth", "image-chooser-insertion-alt_text": UNSEEN}
    return s.post("wagtailimages_chooser:select_format", s.here.picture.pk, data=data).status_code == 200


def _of_attachment(s: Scene, **fields: object) -> dict[str, object]:
    return {"title": UNSEEN, "collection": s.here.collection.pk, "tags": "", **fields}


@door("wagtaildocs:edit")
def replace_an_attachment(s: Scene) -> bool:
    before = s.here.attachment.digest
    s.post("wagtaildocs:edit", s.here.attachment.pk, data=_of_attachment(s, file=_pdf()))
    now = Attachment.objects.get(pk=s.here.attachment.pk)
    return now.title == UNSEEN and now.digest != before


@door("wagtaildocs:delete")
def delete_an_attachment(s: Scene) -> bool:
    return s.post("wagtaildocs:delete", s.here.attachment.pk).status_code in (200, 302)


@door("wagtaildocs:add")
def add_an_attachment(s: Scene) -> bool:
    s.post("wagtaildocs:add", data=_of_attachment(s, file=_pdf()))
    return Attachment.objects.filter(title=UNSEEN).exists()


@door("wagtaildocs:add_multiple")
def add_several_attachments(s: Scene) -> bool:
    s.post("wagtaildocs:add_multiple", data={"files[]": _pdf(), "title": UNSEEN, "collection": s.here.collection.pk})
    return s.accepted


@door("wagtaildocs:edit_multiple")
def edit_one_of_several_attachments(s: Scene) -> bool:
    pk = s.here.attachment.pk
    s.post("wagtaildocs:edit_multiple", pk, data={f"doc-{pk}-{k}": v for k, v in _of_attachment(s).items()})
    return Attachment.objects.filter(pk=pk, title=UNSEEN).exists()


@door("wagtaildocs:delete_multiple")
def delete_one_of_several_attachments(s: Scene) -> bool:
    return s.post("wagtaildocs:delete_multiple", s.here.attachment.pk).status_code in (200, 302)


@door("wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple")
def take_up_the_upload_of_another(s: Scene) -> bool:
    pk = s.here.uploaded_attachment.pk
    data = {f"uploaded-document-{pk}-{key}": value for key, value in _of_attachment(s).items()}
    s.post("wagtaildocs:create_multiple_from_uploaded_document", pk, data=data)
    is_refused = s.refused
    s.post("wagtaildocs:delete_upload_multiple", pk)
    return is_refused


@door("wagtaildocs_chooser:create")
def create_an_attachment_in_the_chooser(s: Scene) -> bool:
    data = {f"document-chooser-upload-{key}": value for key, value in _of_attachment(s, file=_pdf()).items()}
    s.post("wagtaildocs_chooser:create", data=data)
    return Attachment.objects.filter(title=UNSEEN).exists()


@door("wagtailadmin_collections:add", "wagtailadmin_collections:edit", "wagtailadmin_collections:delete")
def rename_and_delete_collections(s: Scene) -> bool:
    root = Collection.get_first_root_node()
    s.post("wagtailadmin_collections:add", name=UNSEEN, parent=root.pk)
    s.post("wagtailadmin_collections:edit", s.here.collection.pk, name=f"{UNSEEN}二", parent=root.pk)
    s.post("wagtailadmin_collections:delete", s.here.collection.pk)
    return Collection.objects.filter(name__startswith=UNSEEN).exists()


@door("wagtailadmin_collections:set_privacy")
def show_a_hidden_collection(s: Scene) -> bool:
    CollectionViewRestriction.objects.create(collection=s.here.collection, restriction_type="login")
    s.post("wagtailadmin_collections:set_privacy", s.here.collection.pk, restriction_type="none")
    return not CollectionViewRestriction.objects.exists()
