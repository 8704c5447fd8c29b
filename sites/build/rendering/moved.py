"""The page at an old address: where its content is now, or that it was taken back."""

from sites.registry import addresses
from sites.store.redirects import Redirect
from themes import strings

from ..context import Link, Page
from ..reading import BuildReader
from . import parts


def moved_page(reader: BuildReader, redirect: Redirect, path: str) -> Page:
    """Return the page at ``path``; ``column`` is the link to the new address, None for what is gone."""
    site = reader.site
    title = strings.text(reader.language, "gone_title" if redirect.is_gone else "moved_title")
    url = addresses.local_url(site, path)
    return Page(
        template="moved",
        title=title,
        url=url,
        absolute_url=addresses.absolute_url(site, path),
        edition=reader.shared.edition,
        languages=parts.language_links(reader, path="index.html"),
        breadcrumbs=parts.breadcrumbs(reader, "", Link(title, url, is_current=True)),
        meta=[("robots", "noindex")],
        column=None if redirect.is_gone else Link(redirect.target, redirect.target),
    )
