"""The registry in the admin, to be read: what it holds is public at once, so it is changed by commands alone."""

from typing import Any

from wagtail.admin.panels import FieldPanel, Panel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from multilingual import registry as languages
from sites.registry.models import Organisation, Site, StandardColumn


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Lets administrators look, and nobody write."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Return whether ``user`` may do ``action``: only looking is ever allowed."""
        return action == "view" and bool(super().user_has_permission(user, action))


def per_language(*fields: str) -> list[Panel]:
    """Return a panel for each language of each translated field."""
    suffixes = [language.code.replace("-", "_") for language in languages.all_languages()]
    return [FieldPanel(f"{name}_{suffix}") for name in fields for suffix in suffixes]


class RegistryViewSet(SnippetViewSet):
    """What the read-only screens of the registry share."""

    inspect_view_enabled = True
    copy_view_enabled = False

    @property
    def permission_policy(self) -> ReadOnlyPolicy:
        """Nobody writes here."""
        return ReadOnlyPolicy(self.model)


class SiteViewSet(RegistryViewSet):
    """The registered sites (站点)."""

    model = Site
    icon = "site"
    menu_label = "站点"
    list_display = ("name", "key", "kind", "host", "path")
    panels = (*per_language("name"), FieldPanel("key"))


class OrganisationViewSet(RegistryViewSet):
    """The organisations (机构)."""

    model = Organisation
    icon = "group"
    menu_label = "机构"
    list_display = ("name", "code", "short_name")
    panels = (*per_language("name", "short_name"), FieldPanel("code"))


class StandardColumnViewSet(RegistryViewSet):
    """The standard columns (标准栏目)."""

    model = StandardColumn
    icon = "list-ul"
    menu_label = "标准栏目"
    list_display = ("name", "code", "lists", "column_type", "position")
    panels = (*per_language("name", "description"), FieldPanel("code"))


class RegistryGroup(SnippetViewSetGroup):
    """The registry's place in the menu."""

    items = (SiteViewSet, OrganisationViewSet, StandardColumnViewSet)
    menu_label = "站点登记"
    menu_icon = "site"
    add_to_admin_menu = True
