"""Known items among real laws and policy papers: the document that a query names must be found."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from multilingual.folding import index_text
from search.documents import IndexDocument, exact_keys
from search.engines.sqlite import SqliteEngine
from search.query import Query
from tests.multilingual import shared

LANGUAGE = "zh-hans"


def rows() -> Iterator[dict[str, Any]]:
    for name in ("regulations", "policy-docs"):
        with gzip.open(shared.path("documents", f"{name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def index_document(row: dict[str, Any]) -> IndexDocument:
    number = row.get("doc_number") or ""
    day = row.get("version_date") or row.get("date_published") or "2000-01-01"
    return IndexDocument(
        key=row["id"],
        site="portal",
        language=LANGUAGE,
        date=datetime.fromisoformat(day).replace(tzinfo=UTC),
        title_keys=index_text(row["title"], LANGUAGE),
        number_keys=index_text(number, LANGUAGE),
        body_keys=index_text("\n".join(part["t"] for part in row["body"]), LANGUAGE),
        exact_keys=" ".join(exact_keys(row["title"], LANGUAGE) + exact_keys(number, LANGUAGE)),
    )


def test_known_items_are_found_on_the_first_page(engine: SqliteEngine) -> None:
    queries = [json.loads(line) for line in shared.path("queries", "known-item.jsonl").read_text("utf-8").splitlines()]
    documents = [index_document(row) for row in rows()]
    held = {document.key for document in documents}
    engine.rebuild(documents)
    asked, first_page, first = Counter[str](), Counter[str](), Counter[str]()
    missed = []
    for query in queries:
        right = {query["doc_id"], *query.get("also", [])} & held
        if not right:
            continue  # its document is a catalogue row without a text
        keys = engine.search(Query(query["query"], LANGUAGE)).keys
        asked[query["type"]] += 1
        first_page[query["type"]] += bool(right & set(keys))
        first[query["type"]] += bool(right & set(keys[:1]))
        if not right & set(keys):
            missed.append(query["query"])
    print(f"{engine.count()} documents; missed: {missed[:12]}")
    for kind in sorted(asked):
        print(f"{kind}: {asked[kind]} asked, {first_page[kind]} on the first page, {first[kind]} first")
    print(f"in all: {first_page.total()} of {asked.total()} on the first page, {first.total()} first")
    assert asked.total() > 500
    assert first_page.total() / asked.total() > 0.9
