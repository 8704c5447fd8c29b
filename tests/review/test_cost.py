"""That a run through the chain works out once in each act what is under review."""

from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cms.pages.models import ArticlePage
from cms.review import actions
from tests.accounts.offices import Office
from tests.review.test_screens import signed_in

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


MOST_TO_SHOW = 75


def test_the_review_page_stays_light(portal: Office, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    page = portal.article()
    portal.publish(page)
    draft = page.get_latest_revision_as_object()
    draft.title = "改过的标题"
    draft.save_revision(user=portal.editor)
    actions.submit(ArticlePage.objects.get(pk=page.pk), portal.editor)
    client = signed_in(portal.first)
    client.get(reverse("cms_review:review", args=[page.pk]))
    with django_assert_max_num_queries(MOST_TO_SHOW):
        assert client.get(reverse("cms_review:review", args=[page.pk])).status_code == 200
