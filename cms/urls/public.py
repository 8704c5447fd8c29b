"""Addresses of the public side; everything else a reader asks for is a file."""

from django.urls import include, path

urlpatterns = [path("", include("search.urls"))]
