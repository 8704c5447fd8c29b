"""That a run through the chain works out once in each act what is under review."""

from pytest_django import DjangoAssertNumQueries

from cms.review import actions
from tests.accounts.offices import Office

MOST = 232
"""Some 30 of these are the checks of content, which run anew at each stage; 14 render the page that is kept with an
approval, which the review page has done already where a person approves on it; 20 are the inbox's cards."""


def test_a_run_through_the_chain_stays_cheap(
    portal: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = portal.article()
    with django_assert_max_num_queries(MOST):
        actions.submit(page, portal.editor)
        actions.approve(page, portal.first)
        portal.signed(page)
    page.refresh_from_db()
    assert page.live
