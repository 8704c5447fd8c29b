"""The addresses of the public search: one below the root of each edition."""

from django.urls import path, re_path

from .views import search

urlpatterns = [
    path("search/", search, name="search"),
    re_path(r"^(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)?)/search/$", search, name="search-below"),
]
