"""Rows for the search tests.

Documents are written straight into the store here, past its wall: these tests are about finding what is public, not
about how it became so.
"""

from datetime import UTC, datetime
from typing import Any

from search.documents import IndexDocument, index_document
from sites.registry.models import Edition, Organisation, Site
from sites.store import clock, intact, outbox
from sites.store.models import Document

LANGUAGES = ("zh-hans", "mn-mong", "kk-arab")


def site(key: str, *, host: str = "www.example.gov.cn", path: str = "", kind: str = "portal") -> Site:
    organisation, _made = Organisation.objects.get_or_create(code="zf", defaults={"name": "人民政府"})
    made = Site.objects.create(key=key, kind=kind, name=f"{key}网站", organisation=organisation, host=host, path=path)
    Edition.objects.bulk_create(Edition(site=made, language=language) for language in LANGUAGES)
    return made


def document(of: Site, title: str, body: str = "", **given: Any) -> Document:
    number = Document.objects.count() + 1
    language = given.pop("language", "zh-hans")
    day = given.pop("day", datetime(2025, 1, 1, tzinfo=UTC))
    payload = {"title": title, "summary": "", "body": [{"type": "text", "html": f"<p>{body}</p>"}] if body else []}
    fields = {
        "key": f"d{number}-{language}",
        "kind": "article",
        "translation_group": f"d{number}",
        "column": "",
        "number": number,
        "slot": number,
        "path": f"{'' if language == 'zh-hans' else language + '/'}tzgg/20250101/{number}.html",
        "approved_digest": "0" * 64,
        "published_at": day,
        "admitted_at": day,
    }
    payload |= given.pop("payload", {})
    made = Document(site=of, language=language, title=title, payload=payload, **(fields | given))
    made.digest = intact.content_of(made).digest()
    made.save()
    return made


def rename(shown: Document, title: str) -> None:
    shown.title = shown.payload["title"] = title
    shown.digest = intact.content_of(shown).digest()
    shown.save()


def announce(changed: Document, cause: str = "admit") -> None:
    outbox.announce(changed.site, cause, [], changed.key, changed.digest)


def withdraw(shown: Document) -> None:
    shown.state = Document.State.WITHDRAWN
    shown.withdrawn_at = clock.now()
    shown.save()
    announce(shown, "withdraw")


def indexed(*documents: Document) -> list[IndexDocument]:
    return [index_document(one) for one in documents]
