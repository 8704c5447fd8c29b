"""Which originals of the media library a draft's pictures were made from."""

from cms.media.models import Picture, PictureSizes
from cms.pages.models.base import PublicPage
from cms.pages.uploads import media_of


def originals_of(page: PublicPage) -> dict[str, str]:
    """Return the original's digest for the digest of each public size of the draft's pictures."""
    digests = {item.digest for item in media_of(page) if isinstance(item, Picture)}
    if not digests:
        return {}
    rows = PictureSizes.objects.filter(original__in=digests)
    return {size["digest"]: row.original for row in rows for size in row.sizes}
