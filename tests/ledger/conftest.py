"""The offices and the auditor that the tests of this room play with."""

from typing import Any

import pytest
from django.test import Client

from cms.accounts.appoint import appoint
from cms.accounts.grant import grant
from tests.accounts.offices import Office, office, person


@pytest.fixture
def portal(db: None) -> Office:
    """Return the portal, its home and its column public."""
    return office("portal")


@pytest.fixture
def township(db: None) -> Office:
    """Return a township below the portal's host."""
    return office("township", path="township")


@pytest.fixture
def auditor(db: None) -> Any:
    """Return the audit administrator."""
    user = person("auditor")
    appoint(user, "audit", by="prepare")
    return user


@pytest.fixture
def site_admin(portal: Office) -> Any:
    """Return the portal's own administrator."""
    user = person("portal-admin")
    grant(user, portal.site, "site_admin", by="prepare")
    return user


def client_of(user: Any) -> Client:
    """Return a client in which ``user`` has logged in."""
    client = Client()
    client.force_login(user)
    return client
