"""The offices that the tests of this room play in."""

import pytest

from tests.accounts.offices import Office, office


@pytest.fixture
def portal(db: None) -> Office:
    """Return the portal, its home and its column public."""
    return office("portal")


@pytest.fixture
def township(db: None) -> Office:
    """Return a township below the portal's host."""
    return office("township", path="township")
