"""People who log in."""

import pytest

from tests.accounts.offices import Office, administrators, office


@pytest.fixture
def quiet(db: None) -> Office:
    """Return a site with nothing public."""
    return office("quiet", public=False)


@pytest.fixture
def three(db: None) -> dict:
    """Return the three administrators."""
    return administrators()
