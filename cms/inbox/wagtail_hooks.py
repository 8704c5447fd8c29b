"""Where this room joins Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.accounts.models import SiteRole

from .delegation import REVIEWING
from .rights import keeps_rules
from .screens import deadlines, delegations, holidays, inbox, rules


@hooks.register("register_admin_urls")
def inbox_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens below the admin."""
    patterns = [
        path("overseen/", inbox.overseen, name="overseen"),
        path("delegations/", delegations.delegations, name="delegations"),
        path("delegations/new/", delegations.new, name="delegate"),
        path("delegations/<int:pk>/revoke/", delegations.end, name="revoke"),
        path("holidays/", holidays.holidays, name="holidays"),
        path("holidays/<int:pk>/remove/", holidays.remove, name="remove_holiday"),
        path("deadlines/", deadlines.deadlines, name="deadlines"),
        path("deadlines/<int:pk>/remove/", deadlines.remove, name="remove_deadline"),
        path("rules/", rules.rules, name="rules"),
        path("rules/<int:pk>/remove/", rules.remove, name="remove_rule"),
    ]
    return [path("inbox/", include((patterns, "cms_inbox")))]


@hooks.register("insert_global_admin_css")
def inbox_styles() -> SafeString:
    """Add the styles; the review page beside the list needs them too."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/inbox/inbox.css"))


class DelegationMenuItem(MenuItem):
    """The way to one's delegations, for those who review or stand in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to reviewers."""
        return SiteRole.objects.filter(user=request.user.pk, role__in=REVIEWING).exists()


class KeeperMenuItem(MenuItem):
    """A table that the security administrator keeps."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the security administrator."""
        return keeps_rules(request.user)


@hooks.register("register_admin_menu_item")
def delegation_menu_item() -> MenuItem:
    """Put the delegations into the main menu."""
    return DelegationMenuItem(
        _("委托代办"), reverse("cms_inbox:delegations"), name="delegations", icon_name="group", order=55
    )


def _keeper_item(label: object, name: str, icon: str, order: int) -> MenuItem:
    return KeeperMenuItem(label, reverse(f"cms_inbox:{name}"), name=f"inbox-{name}", icon_name=icon, order=order)


@hooks.register("register_settings_menu_item")
def rules_menu_item() -> MenuItem:
    """Put the review rules into the settings."""
    return _keeper_item(_("审签规则"), "rules", "tasks", 10)


@hooks.register("register_settings_menu_item")
def deadlines_menu_item() -> MenuItem:
    """Put the deadlines into the settings."""
    return _keeper_item(_("办理时限"), "deadlines", "time", 20)


@hooks.register("register_settings_menu_item")
def holidays_menu_item() -> MenuItem:
    """Put the holidays into the settings."""
    return _keeper_item(_("节假日"), "holidays", "date", 30)


@hooks.register("register_settings_menu_item")
def all_delegations_menu_item() -> MenuItem:
    """Put everybody's delegations into the settings."""
    return _keeper_item(_("委托代办"), "delegations", "group", 40)
