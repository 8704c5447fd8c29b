"""Where the ledger joins Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from cms.pages.status import document_of

from . import views
from .access import may_see_documents_of, may_see_ledger


@hooks.register("register_admin_urls")
def ledger_urls() -> list[URLPattern | URLResolver]:
    """Mount the ledger's screens below the admin."""
    patterns = [
        path("", views.index, name="index"),
        path("verify/", views.verify, name="verify"),
        path("export/", views.take_away, name="export"),
        path("document/<str:key>/", views.document, name="document"),
        path("shown/<str:digest>/", views.shown, name="shown"),
        path("picture/<str:digest>/", views.picture, name="picture"),
    ]
    return [path("ledger/", include((patterns, "cms_ledger")))]


class LedgerMenuItem(MenuItem):
    """The way to the ledger, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to the audit administrator and to sites' administrators."""
        return may_see_ledger(request.user)


@hooks.register("register_admin_menu_item")
def ledger_menu_item() -> MenuItem:
    """Put the ledger into the main menu."""
    return LedgerMenuItem(_("操作记录"), reverse("cms_ledger:index"), name="ledger", icon_name="history", order=800)


@hooks.register("register_page_header_buttons")
def record_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Lead from a page to the record of its approvals."""
    document = document_of(page) if hasattr(page, "translation_key") else None
    if document is not None and may_see_documents_of(user, document.site):
        url = reverse("cms_ledger:document", args=[document.key])
        yield Button(_("审签档案"), url, icon_name="history", priority=70)


@hooks.register("insert_global_admin_css")
def ledger_styles() -> SafeString:
    """Add the styles of the ledger's screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/ledger/ledger.css"))
