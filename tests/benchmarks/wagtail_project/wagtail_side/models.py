"""Home, column and article as Wagtail pages; what a build's pages share is asked for once a process."""

from functools import cache
from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page

STEP = 4
"""Characters of the tree's path for each level."""


class HomePage(Page):
    """The home of a site; ``facts`` is what all its pages show."""

    facts = models.JSONField(default=dict)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the blocks with what they list."""
        columns = {column.slug: column for column in columns_of(self.path)}
        blocks = [
            {**block, "items": newest(columns[block["column"]])[: block["count"]]} if "column" in block else block
            for block in self.facts["blocks"]
        ]
        shown = {"home": self, "facts": self.facts, "blocks": blocks, "navigation": navigation(self.path)}
        return {**super().get_context(request, *args, **kwargs), **shown}


class ColumnPage(Page):
    """A column and its list."""

    description = models.TextField()
    keywords = models.CharField(max_length=200)
    column_type = models.CharField(max_length=60)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the page of the list that the request asks for."""
        home = home_of(self.path)
        shown = Paginator(newest(self), 20).get_page(request.GET.get("page", 1))
        added = {"home": home, "facts": home.facts, "column": self, "shown": shown}
        return {**super().get_context(request, *args, **kwargs), **added, "navigation": navigation(home.path)}


class ArticlePage(Page):
    """An article."""

    body = RichTextField()
    summary = models.TextField()
    source = models.CharField(max_length=100)
    author = models.CharField(max_length=100)
    keywords = models.CharField(max_length=200)
    date = models.DateTimeField()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the column and the site it stands in."""
        column = column_at(self.path[:-STEP])
        home = home_of(column.path)
        added = {"home": home, "facts": home.facts, "column": column, "navigation": navigation(home.path)}
        return {**super().get_context(request, *args, **kwargs), **added}


@cache
def homes() -> dict[str, HomePage]:
    """Return every home by its path in the tree."""
    return {home.path: home for home in HomePage.objects.all()}


def home_of(path: str) -> HomePage:
    """Return the home nearest above ``path``."""
    return homes().get(path[:-STEP]) or homes()[path[: -2 * STEP]]


@cache
def column_at(path: str) -> ColumnPage:
    """Return the column at ``path``."""
    return ColumnPage.objects.get(path=path)


@cache
def columns_of(home: str) -> list[ColumnPage]:
    """Return the columns of the home at ``home`` in their order."""
    return list(ColumnPage.objects.filter(path__startswith=home, depth=len(home) // STEP + 1).order_by("path"))


@cache
def navigation(home: str) -> list[dict[str, str]]:
    """Return slug, title and address of each column of the home at ``home``."""
    return [{"slug": column.slug, "title": column.title, "url": column.url} for column in columns_of(home)]


@cache
def newest(column: ColumnPage) -> list[ArticlePage]:
    """Return the column's articles without their bodies, newest first."""
    found = ArticlePage.objects.filter(path__startswith=column.path, depth=column.depth + 1).defer("body")
    return list(found.order_by("-date"))
