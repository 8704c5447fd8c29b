"""The Django application of the public search."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The search index, the query, the engines and the public search page."""

    name = "search"
    label = "search"
    verbose_name = "全文检索"
