"""Putting many new pages into Wagtail's tree at once: two inserts and one index update for all of them."""

from typing import Any

from django.db import router
from django.db.models import F
from modelsearch.backends import get_search_backends
from wagtail.models import Page

from cms.pages.models import ColumnPage, PolicyPage


def first_free_path(column: ColumnPage) -> str:
    """Return the tree path that the next child of ``column`` gets; its row must be locked."""
    last = column.get_last_child()
    return str(last._inc_path() if last else PolicyPage._get_path(column.path, column.depth + 1, 1))


def insert_pages(column: ColumnPage, pages: list[PolicyPage]) -> None:
    """Save new ``pages``, whose paths follow one another, as children of ``column``.

    Saving them one by one costs more than all the rest of an import. Django refuses to insert models with parent
    tables in bulk because it cannot learn the parents' ids in every database; ours return them.
    """
    if not pages:
        return
    for page in pages:
        page.set_url_path(column)
    bases = Page.objects.bulk_create([_base_of(page) for page in pages])
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.page_ptr_id = page.id = base.pk
        page._state.adding = False
    own: list[Any] = PolicyPage._meta.local_concrete_fields
    PolicyPage._base_manager._insert(pages, fields=own, using=router.db_for_write(PolicyPage))
    Page.objects.filter(pk=column.pk).update(numchild=F("numchild") + len(pages))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(PolicyPage, pages)


def _base_of(page: PolicyPage) -> Page:
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    return Page(**{name: getattr(page, name) for name in fields})
