"""The offices that these tests play in."""

from typing import Any

import pytest

from cms.accounts.grant import grant
from tests.accounts.offices import Office, office


@pytest.fixture(autouse=True)
def var(settings: Any, tmp_path: Any) -> Any:
    """Release into a state folder of the test's own."""
    settings.SUMU_VAR = tmp_path / "var"
    return settings.SUMU_VAR


@pytest.fixture
def portal(db: None) -> Office:
    """Return the portal, its home and its column public."""
    return office("portal")


@pytest.fixture
def township(portal: Office) -> Office:
    """Return a township below the portal's host."""
    return office("township", path="township")


def person(django_user_model: Any, name: str, place: Office, *roles: str) -> Any:
    """Return a user who holds ``roles`` at the site of ``place``."""
    user = django_user_model.objects.create_user(name, password="a-long-passphrase-9", is_staff=True)
    for role in roles:
        grant(user, place.site, role, by="test")
    return user


@pytest.fixture
def secrecy_officer(portal: Office, django_user_model: Any) -> Any:
    """Return somebody who reviews secrecy at the portal."""
    return person(django_user_model, "secrecy-officer", portal, "secrecy")
