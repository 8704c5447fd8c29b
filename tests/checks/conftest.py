"""The offices that the tests of this room play in."""

import pytest

from tests.accounts.offices import Office, office


@pytest.fixture
def portal(db: None) -> Office:
    """Return the portal, its home and its column drafts."""
    return office("portal", public=False)


@pytest.fixture
def other(db: None) -> Office:
    """Return another site."""
    return office("other", path="other", public=False)
