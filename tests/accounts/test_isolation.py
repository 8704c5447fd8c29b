"""An editor of one site sees and touches that site alone."""

from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import GroupPagePermission

from cms.accounts.grant import grant
from cms.accounts.groups import collection_for
from cms.accounts.models import SiteRole
from cms.accounts.revoke import revoke
from cms.accounts.setup import prepare_site
from cms.media.models import Attachment, Picture
from cms.pages.models import HomePage, SitePage
from sites.store.models import AuditEntry
from tests.accounts.offices import Office, person

SECRET = "interior draft kept by another office"
WORD = "interior"


@pytest.fixture
def stranger(portal: Office) -> Client:
    """Return the portal's editor, signed in: a stranger at the township."""
    client = Client()
    client.force_login(portal.editor)
    return client


def picture_of(office: Office) -> Picture:
    stream = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(stream, "PNG")
    file = ContentFile(stream.getvalue(), "picture.png")
    return Picture.objects.create(
        title=SECRET, file=file, collection=collection_for(office.site), uploaded_by_user=office.editor
    )


def attachment_of(office: Office) -> Attachment:
    file = ContentFile(b"%PDF-1.4\nstartxref\n0\n%%EOF\n", "attachment.pdf")
    return Attachment.objects.create(title=SECRET, file=file, collection=collection_for(office.site))


def hidden(response: Any) -> bool:
    return response.status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "name",
    ["edit", "delete", "copy", "move", "unpublish", "history", "view_draft", "workflow_history", "revisions_index"],
)
def test_another_sites_page_is_out_of_reach(township: Office, stranger: Client, name: str) -> None:
    page = township.article(SECRET)
    assert hidden(stranger.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk])))


def test_another_sites_page_cannot_be_changed_or_added_to(township: Office, stranger: Client) -> None:
    page = township.article(SECRET)
    data = {"title": "改", "summary": "", "body-count": "0"}
    assert hidden(stranger.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data))
    page.refresh_from_db()
    assert page.title == SECRET
    add = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", township.column.pk])
    assert hidden(stranger.post(add, data))


def test_lists_search_choosers_and_reports_do_not_show_it(township: Office, stranger: Client) -> None:
    page = township.article(SECRET)
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[township.column.pk]),
        reverse("wagtailadmin_pages:search") + "?q=" + WORD,
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[township.column.pk]),
        reverse("wagtailadmin_choose_page_child", args=[page.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=" + WORD,
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_reports:aging_pages"),
        f"/admin/api/main/pages/?child_of={township.column.pk}&for_explorer=1",
        f"/admin/api/main/pages/{page.pk}/",
    ]
    for address in addresses:
        response = stranger.get(address, follow=True)
        assert SECRET not in response.content.decode(), address


def test_another_sites_pictures_and_files_are_out_of_reach(township: Office, stranger: Client) -> None:
    picture, attachment = picture_of(township), attachment_of(township)
    for address in (
        reverse("wagtailimages:edit", args=[picture.pk]),
        reverse("wagtailimages:delete", args=[picture.pk]),
        reverse("wagtaildocs:edit", args=[attachment.pk]),
        reverse("wagtaildocs:delete", args=[attachment.pk]),
        reverse("wagtaildocs_serve", args=[attachment.pk, attachment.filename]),
    ):
        assert hidden(stranger.get(address)), address
    for address in (
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + "?q=" + WORD,
    ):
        assert SECRET not in stranger.get(address, follow=True).content.decode(), address
    for address in (
        reverse("wagtailimages_chooser:chosen", args=[picture.pk]),
        reverse("wagtaildocs_chooser:chosen", args=[attachment.pk]),
    ):
        response = stranger.get(address)
        assert hidden(response) or SECRET not in response.content.decode(), address


def test_an_editor_works_at_their_own_site(portal: Office, stranger: Client) -> None:
    page = portal.article("自己的稿件")
    assert stranger.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    assert "自己的稿件" in stranger.get(reverse("wagtailadmin_explore", args=[portal.column.pk])).content.decode()
    own = picture_of(portal)
    assert SECRET in stranger.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert stranger.get(reverse("wagtailimages:edit", args=[own.pk])).status_code == 200


def test_nobody_holds_the_right_to_publish(portal: Office) -> None:
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert Group.objects.filter(name="portal网站 · 编辑", user=portal.editor).exists()


def test_preparing_a_site_twice_changes_nothing(portal: Office) -> None:
    before = (SitePage.objects.count(), HomePage.objects.count(), Group.objects.count())
    prepare_site(portal.site)
    assert before == (SitePage.objects.count(), HomePage.objects.count(), Group.objects.count())


def test_a_role_can_be_taken_back(portal: Office) -> None:
    user = person("new-editor")
    grant(user, portal.site, "editor", by="root")
    grant(user, portal.site, "editor", by="root")
    assert AuditEntry.objects.filter(act="grant role", subject="new-editor").count() == 1
    revoke(user, portal.site, "editor", by="root")
    assert not SiteRole.objects.filter(user=user).exists() and not user.groups.exists()


def test_the_sign_in_page_speaks_chinese(db: None) -> None:
    assert "登录" in Client().get(reverse("wagtailadmin_login")).content.decode()


def test_the_registry_is_shown_but_not_changed(portal: Office) -> None:
    client = Client()
    client.force_login(person("root", is_superuser=True))
    shown = client.get("/admin/snippets/registry/site/")
    assert shown.status_code == 200 and "portal网站" in shown.content.decode()
    assert hidden(client.get(f"/admin/snippets/registry/site/edit/{portal.site.pk}/"))
    assert hidden(client.get("/admin/snippets/registry/site/add/"))


def test_files_of_previews_are_for_staff(portal: Office, stranger: Client) -> None:
    for address in ("/preview/assets/site.css", "/preview/media/aa/aa.png", "/media/pictures/x.png"):
        assert hidden(Client().get(address)) and hidden(stranger.get(address))
    assert stranger.get("/media/%2e%2e/sumu.sqlite3").status_code in (400, 404)
