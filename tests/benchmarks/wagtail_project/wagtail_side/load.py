"""Writes what ``exchange`` says into Wagtail's tables, set by set: ``python -m wagtail_side.load FILE``."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402

from wagtail_side.models import ArticlePage, ColumnPage, HomePage  # noqa: E402

TOGETHER = 2000


def main(file: Path) -> None:
    """Fill the database from ``file``: its first line holds the sites, each further line a document."""
    call_command("migrate", verbosity=0)
    Site.objects.all().delete()
    Page.objects.all().delete()
    root = Page(title="Root", slug="root", path="0001", depth=1, url_path="/", locale=Locale.objects.get())
    root.content_type = ContentType.objects.get_for_model(Page)
    root.save_base(raw=True)
    with file.open(encoding="utf-8") as lines:
        sites = json.loads(next(lines))
        frame, columns, counts = _frame(sites)
        _write(frame)
        _write(_articles(lines, columns, counts))
    for path, count in counts.items():
        Page.objects.filter(path=path).update(numchild=count)
    portal = next(iter(sites.values()))
    Site.objects.create(
        hostname=portal["host"], port=8001, root_page=HomePage.objects.get(depth=2), is_default_site=True
    )


def _frame(sites: dict[str, Any]) -> tuple[list[Page], dict[tuple[str, str], ColumnPage], dict[str, int]]:
    """Return homes and columns, and a counter for the children of each."""
    made: list[Page] = []
    columns: dict[tuple[str, str], ColumnPage] = {}
    counts = {"0001": 0}
    portal: HomePage | None = None
    for key, facts in sites.items():
        home = _below(HomePage(title=facts["name"], slug=key, facts=facts), portal, counts)
        portal = portal or home
        made.append(home)
    for (key, facts), home in zip(sites.items(), list(made), strict=True):
        for said in facts["columns"]:
            column = ColumnPage(title=said["title"], slug=said["slug"], description=said["description"])
            column.keywords, column.column_type, column.show_in_menus = said["keywords"], said["type"], True
            columns[key, said["slug"]] = _below(column, home, counts)
            made.append(column)
    return made, columns, counts


def _articles(
    lines: Iterator[str], columns: dict[tuple[str, str], ColumnPage], counts: dict[str, int]
) -> Iterator[ArticlePage]:
    for line in lines:
        said = json.loads(line)
        date = datetime.fromisoformat(said["date"])
        article = ArticlePage(title=said["title"], slug=f"{date:%Y%m%d}-{said['number']}", body=said["body"], date=date)
        article.summary, article.source, article.author = said["summary"], said["source"], said["author"]
        article.keywords = ",".join(said["keywords"])
        yield _below(article, columns[said["site"], said["column"]], counts)


def _below(page: Any, parent: Any, counts: dict[str, int]) -> Any:
    """Give ``page`` the next place below ``parent`` (the root when None)."""
    above = parent.path if parent is not None else "0001"
    counts[above] = counts.get(above, 0) + 1
    page.path = above + Page._int2str(counts[above]).rjust(4, "0")
    page.depth = len(page.path) // 4
    page.url_path = (parent.url_path if parent is not None else "/") + page.slug + "/"
    page.draft_title, page.locale_id, page.live = page.title, _locale(), True
    page.content_type_id = _type(type(page))
    return page


_known: dict[Any, int] = {}


def _locale() -> int:
    if "locale" not in _known:
        _known["locale"] = Locale.objects.get().pk
    return _known["locale"]


def _type(model: type[Page]) -> int:
    if model not in _known:
        _known[model] = ContentType.objects.get_for_model(model).pk
    return _known[model]


def _write(pages: Any) -> None:
    """Insert ``pages``, the parent's row and the page's own."""
    waiting, last = iter(pages), Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    while batch := list(islice(waiting, TOGETHER)):
        with transaction.atomic():
            for page in batch:
                last += 1
                page.pk = page.id = page.page_ptr_id = last
            _insert(Page, batch)
            for model in (HomePage, ColumnPage, ArticlePage):
                _insert(model, [page for page in batch if type(page) is model])


def _insert(model: type[Page], pages: list[Any]) -> None:
    fields = model._meta.local_concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})',
            [[field.get_db_prep_save(field.pre_save(page, True), connection) for field in fields] for page in pages],
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
