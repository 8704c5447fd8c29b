"""The groups that carry the rights of a site's roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from cms.pages.models import SitePage
from sites.registry.models import Site

from .models import Administrator, ClusterGroup, Role, SiteCollection, SiteGroup

PAGE_RIGHTS = ("add_page", "change_page")
"""An editor's rights in the tree: nobody holds ``publish_page``, because nothing there publishes."""

MEDIA_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
"""Wagtail looks the rights on any model of pictures and files up under the names of its own models."""

REGISTRY = ("view_site", "view_organisation", "view_standardcolumn")
"""What the system administrator may look at beside the screens that ask for the cluster role itself."""


@transaction.atomic
def group_for(site: Site, role: str) -> Group:
    """Return the group of ``role`` at ``site``, making it with its rights when it is missing."""
    held = SiteGroup.objects.filter(site=site, role=role).select_related("group").first()
    if held is not None:
        return held.group
    group = Group.objects.create(name=_name(site, role))
    SiteGroup.objects.create(site=site, role=role, group=group)
    _open_the_door(group)
    if role == Role.EDITOR:
        _let_write(group, site)
    return group


@transaction.atomic
def administrators(role: str) -> Group:
    """Return the group of the cluster's administrators of one kind, making it when it is missing."""
    held = ClusterGroup.objects.filter(role=role).select_related("group").first()
    if held is not None:
        return held.group
    label = str(Administrator(role).label)
    name = f"{label} · {role}" if Group.objects.filter(name=label).exists() else label
    group = Group.objects.create(name=name)
    ClusterGroup.objects.create(role=role, group=group)
    _open_the_door(group)
    if role == Administrator.SYSTEM:
        rights = Permission.objects.filter(content_type__app_label="registry", codename__in=REGISTRY)
        group.permissions.add(*rights)
    return group


def collection_for(site: Site) -> Collection:
    """Return the collection of ``site``'s pictures and attachments, making it when it is missing."""
    held = SiteCollection.objects.filter(site=site).select_related("collection").first()
    if held is not None:
        return held.collection
    collection = Collection.get_first_root_node().add_child(name=_site_name(site))
    SiteCollection.objects.create(site=site, collection=collection)
    return collection


def _open_the_door(group: Group) -> None:
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))


def _let_write(group: Group, site: Site) -> None:
    page = SitePage.objects.get(site=site)
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for permission in rights:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    collection = collection_for(site)
    for app_label, codename in MEDIA_RIGHTS:
        permission = Permission.objects.get(content_type__app_label=app_label, codename=codename)
        GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=permission)


def _name(site: Site, role: str) -> str:
    name = f"{_site_name(site)} · {Role(role).label}"
    return f"{name} · {site.key}" if Group.objects.filter(name=name).exists() else name


def _site_name(site: Site) -> str:
    from multilingual.registry import DEFAULT
    from multilingual.translation import in_language

    return in_language(site, "name", DEFAULT)[:100]
