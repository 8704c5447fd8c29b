"""Whoever works for one site neither sees nor touches what belongs to another, at any address of the admin."""

import hashlib

import pytest
from django.contrib.auth.models import AbstractUser
from django.db import connection
from django.test import Client
from wagtail.models import Page

from cms.accounts.grant import grant
from cms.accounts.models import Role
from tests.accounts.offices import person
from tests.wall import judge, sweep
from tests.wall.town import Town
from tests.wall.walk import Address, addresses

EDITING = addresses("cms.urls.editing")
AWAY = (302, 403, 404, 405)
"""To the dashboard, refused, not there, not asked so."""

FIRST_LETTER = "远"
"""What the names of the other site's objects begin with; a search for it must not find them."""

NOT_THEIRS = {
    "content_type_app_name",
    "content_type_model_name",
    "app_label",
    "app_name",
    "model_name",
    "action",
    "action_name",
    "filter_spec",
    "uidb64",
    "token",
    "folder",
    "name",
    "restriction_id",
    "session_id",
}
"""Parameters that name nothing of a site."""

SHARED = (
    "wagtailadmin_workflows:",
    "wagtailsnippets_registry_standardcolumn:",
    "wagtailsnippetchoosers_registry_",
    "cms_changes:vocabulary",
    "cms_changes:add",
)
"""Addresses of what the whole cluster shares; they must not show the other site's words either."""

PRIVATE = ("wagtailcore_page", "pages_articlepage", "wagtailcore_revision", "wagtailcore_taskstate", "media_picture")
TABLES = (*PRIVATE, "media_attachment", "wagtailcore_workflowstate", "wagtailcore_collection", "review_reviewrequest")


def words_of_the_other(town: Town) -> list[str]:
    return [town.there.word, *(user.get_username() for user in town.there.people.values())]


def somebody(town: Town, role: str) -> AbstractUser:
    if role in town.here.people:
        return town.here.people[role]
    user = person(f"portal-{role}")
    grant(user, town.here.office.site, role, by="test")
    return user


def rows() -> str:
    total = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            total.update(repr(cursor.fetchall()).encode())
    return total.hexdigest()


def is_about_the_other(address: Address) -> bool:
    return bool(set(address.parameters) - NOT_THEIRS) and not address.name.startswith(SHARED)


def text_of(answer: object) -> str:
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return data.decode(errors="ignore")


@pytest.mark.parametrize("role", ["editor", "first", Role.SITE_ADMIN])
@pytest.mark.parametrize("area", sweep.areas(EDITING))
def test_nothing_of_another_site_is_shown_or_touched(area: str, role: str, town: Town) -> None:
    client = Client(raise_request_exception=False)
    user = somebody(town, role)
    words, before = words_of_the_other(town), rows()
    for address in sweep.of_area(EDITING, area):
        path = sweep.path(address, town.there)
        with judge.undone():
            client.force_login(user)
            answer = client.get(path, {"q": FIRST_LETTER} if not address.parameters else {})
            shown = text_of(answer)
            told = [word for word in words if word in shown]
            assert told == [], f"{address.name} tells {told}"
            if is_about_the_other(address):
                assert answer.status_code in AWAY, f"{address.name} answers {answer.status_code}"
            client.post(path)
            assert rows() == before, f"{address.name} writes"


def test_the_other_site_is_there_to_be_found(town: Town) -> None:
    """The same addresses show it to its own editor; otherwise the test above would prove nothing."""
    client = Client(raise_request_exception=False)
    client.force_login(town.there.people["editor"])
    shown = 0
    for address in EDITING:
        if is_about_the_other(address):
            with judge.undone():
                answer = client.get(sweep.path(address, town.there))
                shown += answer.status_code == 200 and town.there.word in text_of(answer)
    assert shown > 15 and Page.objects.filter(title__contains=town.there.word).count() > 3
