"""Where the page types join Wagtail's admin."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail import hooks


@hooks.register("insert_editor_js")
def field_languages() -> SafeString:
    """Add the script that gives the fields inside blocks their language and direction."""
    return format_html('<script src="{}"></script>', static("cms/pages/editor.js"))


@hooks.register("insert_global_admin_css")
def field_styles() -> SafeString:
    """Add the styles of fields in scripts that do not run as Chinese does."""
    sheets = [(reverse("script_fonts"),), (static("cms/pages/editor.css"),)]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)
