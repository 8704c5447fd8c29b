"""The offices that the tests of this room play in: sites and people alone, no pages, because the inbox reads none."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from cms.accounts.appoint import appoint
from cms.accounts.models import Administrator, SiteRole
from cms.inbox.items import open_item
from cms.inbox.models import WaitingItem
from sites.registry.models import Organisation, Site


@dataclass
class Office:
    """A site and who holds which role there."""

    site: Site
    people: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, role: str) -> Any:
        return self.people[role]

    def item(self, reference: str = "1", stage: str = "first", **more: Any) -> WaitingItem:
        """Open an item at this site and return its row."""
        values = {
            "source": "page",
            "reference": reference,
            "site": self.site,
            "stage": stage,
            "title": f"关于第{reference}件事的通知",
            "language": "zh-hans",
            "url": f"/admin/review/{reference}/",
            "excluded": (),
        }
        open_item(**values | more)
        return WaitingItem.objects.get(source=(values | more)["source"], reference=reference)


def person(name: str, **fields: Any) -> Any:
    """Return a new user who may open the admin."""
    user = get_user_model().objects.create_user(name, password="correct-horse-battery", **fields)
    user.user_permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    return user


def signed_in(user: Any) -> Client:
    """Return a browser in which ``user`` is logged in."""
    client = Client()
    client.force_login(user)
    return client


def new_office(key: str, kind: str = "department", roles: str = "editor first second secrecy sign") -> Office:
    """Return a site with one person for each role, named SITE-ROLE."""
    organisation, _ = Organisation.objects.get_or_create(code=f"{key}-office", defaults={"name": f"{key}办公室"})
    site = Site.objects.create(
        key=key, kind=kind, name=f"{key}网站", organisation=organisation, host="www.example.gov.cn", path=key
    )
    made = Office(site)
    for role in roles.split():
        made.people[role] = person(f"{key}-{role}", first_name=f"{key}{role}")
        SiteRole.objects.create(user=made.people[role], site=site, role=role)
    return made


def keeper() -> Any:
    """Return the security administrator, who keeps the tables."""
    user = person("admin-security")
    appoint(user, Administrator.SECURITY, by="test")
    return user


@pytest.fixture
def make_office(db: None) -> Callable[..., Office]:
    """Return the function that makes an office."""
    return new_office


@pytest.fixture
def school(db: None) -> Office:
    """Return a department's office."""
    return new_office("jyj")


@pytest.fixture
def portal(db: None) -> Office:
    """Return the portal's office."""
    return new_office("portal", "portal")
