"""Where the checks join Wagtail's admin."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .screens import drafts, words


@hooks.register("register_admin_urls")
def check_urls() -> list[URLPattern | URLResolver]:
    """Mount the screens of the checks below the admin."""
    patterns = [
        path("<int:page_id>/", drafts.findings, name="draft"),
        path("<int:page_id>/mask/", drafts.mask, name="mask"),
        path("words/", words.words, name="words"),
        path("words/new/", words.word, name="new_word"),
        path("words/take/", words.take, name="take_words"),
        path("words/<int:word_id>/", words.word, name="word"),
        path("words/<int:word_id>/drop/", words.drop, name="drop_word"),
    ]
    return [path("checks/", include((patterns, "cms_checks")))]


class WordsMenuItem(MenuItem):
    """The way to 错敏词表, for whoever keeps it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the security administrator."""
        return words.keeps_words(request.user)


@hooks.register("register_admin_menu_item")
def words_menu_item() -> MenuItem:
    """Put it into the main menu."""
    return WordsMenuItem(_("错敏词表"), reverse("cms_checks:words"), name="words", icon_name="list-ul", order=920)


@hooks.register("insert_global_admin_css")
def check_styles() -> SafeString:
    """Add the styles of findings, which the editor and the review page show."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/checks/checks.css"))


@hooks.register("insert_editor_js")
def check_script() -> SafeString:
    """Add the script behind the panel's buttons."""
    return format_html('<script src="{}"></script>', static("cms/checks/panel.js"))
