"""What wagtail-bakery builds: every published page, and the further pages of the lists."""

import os

from django.db.models import QuerySet
from django.test.client import RequestFactory
from wagtail.models import Page
from wagtailbakery.views import AllPublishedPagesView, WagtailBakeryView

from .models import ColumnPage, newest

LIMIT = int(os.environ.get("WAGTAIL_SIDE_LIMIT", "0"))
"""How many articles to build, evenly out of all; 0 for all of them and everything else."""


class Pages(AllPublishedPagesView):
    """Every published page, or a measured part of the articles."""

    def get_queryset(self) -> QuerySet[Page]:
        """Return the pages to build."""
        found = super().get_queryset()
        if not LIMIT:
            return found
        articles = found.filter(articlepage__isnull=False).order_by("path")
        step = max(1, articles.count() // LIMIT)
        return found.filter(pk__in=list(articles.values_list("pk", flat=True))[::step][:LIMIT])


class NumberedLists(WagtailBakeryView):
    """The second and further pages of each list, at ``page/N/`` below the column."""

    def get_queryset(self) -> QuerySet[ColumnPage]:
        """Return the columns."""
        return ColumnPage.objects.none() if LIMIT else ColumnPage.objects.live()

    def build_object(self, obj: ColumnPage) -> None:
        """Build the numbered pages of one column."""
        site, url = obj.get_site(), self.get_url(obj)
        folder = self.get_build_path(obj).removesuffix("index.html")
        for number in range(2, -(-len(newest(obj)) // 20) + 1):
            self.request = RequestFactory(SERVER_NAME=site.hostname).get(url, {"page": number})
            self.set_kwargs(obj)
            target = f"{folder}page/{number}/index.html"
            os.makedirs(os.path.dirname(target), exist_ok=True)
            self.build_file(target, self.get_content(obj))
