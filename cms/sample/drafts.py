"""Drafts of the sample: what its editors would type into the forms."""

from collections.abc import Callable
from typing import Any

from wagtail.models import Locale, Page

from cms.pages.models import ArticlePage, ColumnPage, HomePage, LeaderPage, PolicyPage, ServicePage
from cms.pages.models.base import ListedPage, PublicPage
from sites.registry.models import Site, StandardColumn

from . import markup
from .catalogue import SampleDocument, SampleEdition, lists_of, standard_columns, translation_key
from .library import attachment, picture

_PAGE_TYPES: dict[str, type[ListedPage]] = {
    StandardColumn.Lists.NEWS: ArticlePage,
    StandardColumn.Lists.NOTICES: ArticlePage,
    StandardColumn.Lists.POLICIES: PolicyPage,
    StandardColumn.Lists.SERVICES: ServicePage,
    StandardColumn.Lists.LEADERS: LeaderPage,
}


def page_type(column: str) -> type[ListedPage]:
    """Return the page type of the documents in the standard column with this code."""
    return _PAGE_TYPES[lists_of(column)]


def page_at(path: str, language: str) -> Page | None:
    """Return the page of the column or document with this sample ``path``, None when it is not there."""
    return Page.objects.filter(translation_key=translation_key(path), locale__language_code=language).first()


def column_draft(edition: SampleEdition, code: str) -> ColumnPage:
    """Return a new, unsaved column page."""
    standard, data = StandardColumn.objects.get(code=code), standard_columns()[code]
    return ColumnPage(
        title=data["name"][edition.language],
        slug=code,
        description=data["description"][edition.language],
        standard=standard,
        lists=standard.lists,
        in_navigation=code not in edition.not_in_navigation,
        position=edition.columns.index(code) + 1,
        translation_key=translation_key(f"{edition.site}/{code}"),
        **_common(edition.language),
    )


def document_draft(document: SampleDocument, site: Site) -> ListedPage:
    """Return a new, unsaved page of a listed document; its pictures and attachments are in the library afterwards."""
    data = document.data
    fields: dict[str, Any] = {
        "title": data["title"],
        "summary": data["summary"],
        "keywords": "、".join(data["keywords"]),
        "source": data.get("source", ""),
        "author": data.get("author", ""),
        "document_number": data.get("document_number", ""),
        "body": [*_body(data["body"], site, document.language), *_attachments(data, site)],
        "sample": True,
        "translation_key": document.translation_key,
    }
    if "picture" in data:
        shown = data["picture"]
        fields |= {
            "picture": picture(site, shown["name"]),
            "picture_alt": shown["alt"],
            "picture_caption": shown["caption"],
        }
    own = {**data.get("policy", {}), **data.get("service", {}), **data.get("leader", {})}
    if "materials" in own:
        own["materials"] = "\n".join(own["materials"])
    return page_type(document.column)(**fields, **own, **_common(document.language))


def home_blocks(edition: SampleEdition, site: Site) -> list[markup.Block]:
    """Return the blocks of the home page; the columns and documents that they name must be there."""
    return [(block["type"], _home_block(block, edition, site)) for block in edition.home]


def open_link(language: str) -> Callable[[str], str]:
    """Return what opens a link to a sample document in rich text, as Wagtail keeps it."""

    def tag(path: str) -> str:
        page = page_at(path, language)
        if page is None:
            raise LookupError(f"样例里没有这篇文档：{path}（{language}）。")
        return f'<a linktype="page" id="{page.pk}">'

    return tag


def _common(language: str) -> dict[str, Any]:
    return {"locale": Locale.objects.get(language_code=language), "live": False}


def _body(text: str, site: Site, language: str) -> list[markup.Block]:
    return [_filled(kind, value, site) for kind, value in markup.blocks(text, open_link(language))]


def _attachments(data: dict[str, Any], site: Site) -> list[markup.Block]:
    return [("attachment", attachment(site, paper["title"], paper["lines"])) for paper in data.get("attachments", [])]


def _filled(kind: str, value: Any, site: Site) -> markup.Block:
    if kind == "picture":
        return kind, {"picture": picture(site, value["name"]), "alt": value["alt"], "caption": value["caption"]}
    if kind == "table":
        head = {"first_row_is_table_header": True, "first_col_is_header": False, "table_header_choice": "row"}
        return kind, {"data": value["rows"], "table_caption": value["caption"], **head}
    return kind, value


def _home_block(block: dict[str, Any], edition: SampleEdition, site: Site) -> dict[str, Any]:
    if block["type"] == "links":
        links = [{"text": link["text"], "page": _target(link["to"], edition), "href": ""} for link in block["links"]]
        return {"title": block["title"], "links": links}
    if block["type"] == "introduction":
        text = f"<p>{markup.inline(block['text'], open_link(edition.language))}</p>"
        return {"title": block["title"], "text": text, "picture": _filled("picture", block["picture"], site)[1]}
    column = page_at(f"{edition.site}/{block['column']}", edition.language)
    return {"column": column} | ({"count": block["count"]} if "count" in block else {})


def _target(to: str, edition: SampleEdition) -> PublicPage | Page | None:
    kind, _colon, name = to.partition(":")
    if kind == "site":
        container = Site.objects.get(key=name).page
        return HomePage.objects.child_of(container).get(locale__language_code=edition.language)
    return page_at(name if kind == "document" else f"{edition.site}/{name}", edition.language)
