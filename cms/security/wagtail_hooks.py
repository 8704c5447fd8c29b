"""Where log-in security joins Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator

from . import rules_views


@hooks.register("register_admin_urls")
def rules_urls() -> list[URLPattern | URLResolver]:
    """Mount the security administrator's screens."""
    patterns = [
        path("", rules_views.overview, name="overview"),
        path("limits/<slug:code>/", rules_views.limit, name="limit"),
        path("second-factor/<slug:role>/", rules_views.factor, name="factor"),
        path("unlock/", rules_views.unlock, name="unlock"),
    ]
    return [path("security/", include((patterns, "cms_security")))]


class RulesMenuItem(MenuItem):
    """The way to the rules, for the security administrator."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the security administrator."""
        return holds(request.user, Administrator.SECURITY)


@hooks.register("register_admin_menu_item")
def rules_menu_item() -> MenuItem:
    """Put the rules into the main menu."""
    return RulesMenuItem(
        _("登录安全规则"), reverse("cms_security:overview"), name="login-rules", icon_name="lock", order=910
    )


@hooks.register("register_admin_menu_item")
def own_menu_item() -> MenuItem:
    """Lead everybody to their own log-in."""
    return MenuItem(_("我的登录"), reverse("cms_login:overview"), name="own-login", icon_name="key", order=9900)
