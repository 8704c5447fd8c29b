"""Links of a draft whose page or file is gone: the public form has dropped them already, so only the draft tells."""

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from wagtail.models import Page

from cms.media.models import Attachment
from cms.pages.models import HomePage
from cms.pages.models.base import ListedPage, PublicPage

from .material import Link

MODELS = {"page": Page, "document": Attachment}


def lost_links(page: PublicPage) -> Iterator[Link]:
    """Yield a link without an address for each link of the draft ``page`` to something deleted."""
    for element in _links(page):
        model, given = MODELS.get(str(element.get("linktype"))), str(element.get("id", ""))
        if model is not None and not (given.isdigit() and model.objects.filter(pk=int(given)).exists()):
            yield Link("", element.get_text(), "正文")


def _links(page: PublicPage) -> Iterator[Tag]:
    if not isinstance(page, ListedPage | HomePage):
        return
    for child in page.body:
        value = child.value if child.block_type == "text" else getattr(child.value, "get", lambda _: None)("text")
        source = getattr(value, "source", "")
        if "linktype" in source:
            yield from BeautifulSoup(source, "html.parser").find_all("a", linktype=True)
