"""The names of other sites' people do not leak through Wagtail's lists, filters and suggestions."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cms.media.models import Attachment
from tests.accounts.offices import Office, office
from tests.accounts.test_isolation import attachment_of
from tests.accounts.test_people import as_


@pytest.fixture
def two(db: None) -> tuple[Office, Office]:
    """Return two sites, in both of which pages were submitted and edited."""
    made = office("quiet", public=False), office("township", path="township", public=False)
    for each in made:
        page = each.article("稿件")
        page.get_workflow().start(page, each.editor)
        PageLogEntry.objects.log_action(instance=page, action="wagtail.edit", user=each.editor)
    return made


def addresses(own: Office) -> list[str]:
    return [
        reverse("wagtailadmin_reports:workflow"),
        reverse("wagtailadmin_reports:workflow_results"),
        reverse("wagtailadmin_reports:workflow_tasks"),
        reverse("wagtailadmin_reports:locked_pages"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_reports:aging_pages"),
        reverse("wagtailadmin_reports:page_types_usage"),
        reverse("wagtailadmin_explore_root"),
        reverse("wagtailadmin_explore", args=[own.column.pk]),
        reverse("wagtailadmin_pages:search") + "?q=稿",
        reverse("wagtailadmin_pages:history", args=[own.column.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtaildocs:index"),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_pages:edit", args=[own.column.pk]),
        reverse("wagtailadmin_home"),
    ]


def test_no_list_or_filter_names_people_of_another_site(two: tuple[Office, Office]) -> None:
    own, _other = two
    client = as_(own.editor)
    for address in addresses(own):
        text = client.get(address, follow=True).content.decode()
        assert "township" not in text, address


def test_the_filters_still_offer_colleagues(two: tuple[Office, Office]) -> None:
    own, _other = two
    text = as_(own.editor).get(reverse("wagtailadmin_reports:workflow")).content.decode()
    assert "quiet-editor" in text


def test_tags_of_another_site_are_not_suggested(two: tuple[Office, Office]) -> None:
    own, other = two
    Attachment.objects.get(pk=attachment_of(other).pk).tags.add("interior-plan")
    Attachment.objects.get(pk=attachment_of(own).pk).tags.add("interior-list")
    found = as_(own.editor).get(reverse("wagtailadmin_tag_autocomplete") + "?term=inter").json()
    assert found == ["interior-list"]
    assert as_(own.editor).get("/admin/tag-autocomplete/taggit/tag/?term=inter").json() == ["interior-list"]
