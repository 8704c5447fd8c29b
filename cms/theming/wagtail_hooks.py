"""Where the theme's screens join Wagtail's admin."""

from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from .views import preview


@hooks.register("register_admin_urls")
def theming_urls() -> list[URLPattern | URLResolver]:
    """Mount the previews below the admin."""
    patterns = [path("<slug:digest>/<slug:key>/", preview, name="preview")]
    return [path("theme/", include((patterns, "cms_theming")))]


@hooks.register("insert_global_admin_css")
def theming_styles() -> SafeString:
    """Add the styles of the comparison."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/theming/theming.css"))
