"""Where the page types join Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.models import Page

from .home_panel import SitesPanel
from .listing import in_language_order
from .models import SitePage

HELP = {"keyboard-shortcuts-trigger"}
"""What stays in the help menu: the rest leads to the internet, which the editing side may not reach."""


@hooks.register("insert_editor_js")
def field_languages() -> SafeString:
    """Add the script that gives the fields inside blocks their language and direction."""
    return format_html('<script src="{}"></script>', static("cms/pages/editor.js"))


@hooks.register("insert_global_admin_css")
def field_styles() -> SafeString:
    """Add the styles of fields in scripts that do not run as Chinese does."""
    sheets = [(reverse("script_fonts"),), (static("cms/pages/editor.css"),)]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("construct_explorer_page_queryset")
def editions_in_order(parent: Page, pages: Any, request: HttpRequest) -> Any:
    """List a site's editions in the languages' order."""
    return in_language_order(pages) if issubclass(parent.specific_class or Page, SitePage) else pages


@hooks.register("construct_help_menu")
def own_help(request: HttpRequest, items: list[Any]) -> None:
    """Leave what works without the internet."""
    items[:] = [item for item in items if item.name in HELP]


@hooks.register("construct_homepage_panels")
def sites_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Lead editors to their columns."""
    panels.append(SitesPanel(request))
