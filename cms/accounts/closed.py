"""Wagtail's own screens that give rights or tell names: closed, because ours take their place."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from taggit.models import Tag, TaggedItem
from wagtail.admin.auth import require_admin_access
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as document_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy

MOST_TAGS = 10
ACTIONS = ["choose", "add", "change"]


def closed(request: HttpRequest, **more: Any) -> HttpResponse:
    """Answer as if there were nothing here: rights are given on 人员与角色 alone, to superusers too."""
    raise Http404


@require_admin_access
def own_tags(request: HttpRequest, **more: Any) -> HttpResponse:
    """Offer the tags of the pictures and files that the person may use; Wagtail would offer those of every site."""
    term = request.GET.get("term", "")
    names: set[str] = set()
    for model, policy in ((get_image_model(), image_policy), (get_document_model(), document_policy)):
        mine = policy.instances_user_has_any_permission_for(request.user, ACTIONS).values("pk")
        items = TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=mine)
        tags = Tag.objects.filter(taggit_taggeditem_items__in=items, name__istartswith=term)
        names.update(tags.values_list("name", flat=True)[:MOST_TAGS])
    return JsonResponse(sorted(names)[:MOST_TAGS] if term else [], safe=False)
