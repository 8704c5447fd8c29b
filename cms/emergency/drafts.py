"""Which drafts can become public the emergency way."""

from collections.abc import Iterator, Sequence

from wagtail.models import Page

from cms.pages.models.base import ListedPage
from sites.registry.models import Site

MOST = 60
"""How many drafts are offered: those changed last."""


def drafts_of(sites: Sequence[Site]) -> Iterator[ListedPage]:
    """Yield the newest drafts at ``sites`` that differ from what is public, changed last first."""
    for site in sites:
        container = getattr(site, "page", None)
        if container is None:
            continue
        pages = Page.objects.descendant_of(container).filter(
            has_unpublished_changes=True, latest_revision__isnull=False
        )
        for page in pages.order_by("-latest_revision_created_at")[:MOST].specific():
            if isinstance(page, ListedPage):
                yield page
