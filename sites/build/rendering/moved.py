"""The page at an old address: where its content is now, or that it was taken back."""

from sites.registry import addresses
from themes import strings

from ..context import Link, Page
from ..reading import BuildReader
from . import parts


def moved_page(reader: BuildReader, path: str, target: str) -> Page:
    """Return the page at ``path``; ``column`` is the link to the address ``target``, None without one."""
    site = reader.site
    title = strings.text(reader.language, "moved_title" if target else "gone_title")
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
        column=Link(target, target) if target else None,
    )
