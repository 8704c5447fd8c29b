"""Whose a file of the library is: people of other sites do not see it, whatever address they know."""

from typing import Any

from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.models import UploadedFile

from .models import Attachment, Picture, PictureRendition

USE = ["choose", "add", "change"]


def may_see(user: Any, name: str) -> bool:
    """Return whether ``user`` may see the file with this ``name`` below the media folder.

    Of pictures and attachments whoever may use them or holds a role at their site; of an unfinished upload whoever
    made it. Portraits of accounts and whatever else lies there are for all staff.
    """
    if user.is_superuser:
        return True
    uploads = UploadedFile.objects.filter(file=name)
    if uploads.exists():
        return bool(uploads.filter(uploaded_by_user=user.pk).exists())
    renditions = PictureRendition.objects.filter(file=name)
    pictures = Picture.objects.filter(file=name) | Picture.objects.filter(pk__in=renditions.values("image"))
    held = [(image_policy, pictures), (document_policy, Attachment.objects.filter(file=name))]
    found = [(policy, item) for policy, items in held for item in items.select_related("collection")]
    return not found or any(_may_use(user, policy, item) for policy, item in found)


def _may_use(user: Any, policy: Any, item: Picture | Attachment) -> bool:
    from cms.accounts.models import SiteRole

    if policy.user_has_any_permission_for_instance(user, USE, item):
        return True
    return SiteRole.objects.filter(user=user.pk, site__media_collection__collection=item.collection_id).exists()
