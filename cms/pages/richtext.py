"""Rich text of the editor's database form, turned into the clean HTML that the public gets."""

import html
from typing import Any

from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import EmbedRewriter, LinkRewriter, MultiRuleRewriter

from .keys import key_of


def clean_html(value: RichText | str) -> str:
    """Return ``value`` as clean HTML: a link to a page becomes ``document:KEY``, any other object link goes."""
    from cms.sanitising import clean

    source = value.source if isinstance(value, RichText) else str(value)
    return str(clean(_rewrite(source)))


def linked_documents(value: RichText | str) -> list[int]:
    """Return the ids of the attachments that ``value`` links to, in order."""
    found: list[int] = []

    def note(attributes: dict[str, Any]) -> str:
        if str(attributes.get("id", "")).isdigit():
            found.append(int(attributes["id"]))
        return "<a>"

    LinkRewriter({"document": note})(value.source if isinstance(value, RichText) else str(value))
    return found


def _page_links(links: list[dict[str, Any]]) -> list[str]:
    wanted = [int(link["id"]) for link in links if str(link.get("id", "")).isdigit()]
    pages = Page.objects.select_related("locale").in_bulk(wanted)
    tags = []
    for link in links:
        page = pages.get(int(link["id"])) if str(link.get("id", "")).isdigit() else None
        tags.append(f'<a href="document:{html.escape(key_of(page))}">' if page else "<a>")
    return tags


_rewrite = MultiRuleRewriter([LinkRewriter(bulk_rules={"page": _page_links}), EmbedRewriter()])
