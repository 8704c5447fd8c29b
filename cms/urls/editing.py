"""Addresses of the editing side. Wagtail's public pages are not mounted: the public has files alone."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.accounts.chooser import choose_below
from cms.accounts.closed import closed, own_tags
from cms.accounts.own_account import own_account
from cms.accounts.own_objects import own_picture_format, own_workflow_cancellation
from cms.pages import files
from cms.security import own_urls

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("admin/choose-page/<int:parent_page_id>/", choose_below),
    path("admin/account/", own_account),
    re_path(r"^admin/(?:users|groups|bulk/auth|reports/page-types-usage)(?:/.*)?$", closed),
    re_path(r"^admin/api/main/(?:documents|images)/", closed),
    re_path(r"^admin/tag-autocomplete/", own_tags),
    path("admin/images/chooser/<int:image_id>/select_format/", own_picture_format),
    path("admin/pages/workflow/confirm_cancellation/<int:page_id>/", own_workflow_cancellation),
    path("admin/log-in/", include(own_urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", files.original_file),
    path("preview/fonts.css", files.script_fonts, name="script_fonts"),
    path("preview/assets/<str:name>", files.theme_file),
    path("preview/media/<str:folder>/<str:name>", files.published_file),
]
