"""A page's draft, as the public would get it (docs/developers/content.md)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from sites.store.blobs import BlobMissing
from sites.store.content import Content

from . import home_blocks, payloads
from .keys import group_of, key_of
from .models import ColumnPage, HomePage
from .models.base import ListedPage, PublicPage


class Incomplete(Exception):
    """Raised when a draft cannot be turned into content, e.g. because an original file is lost."""


def content_of(page: PublicPage) -> Content:
    """Return the content that ``page``, as it stands in memory, asks to make public.

    The same draft gives the same content, whatever language is active. Raises ``Incomplete``.
    """
    language = page.locale.language_code
    column = page.column_page
    with override(language):
        return Content(
            site=page.site.key,
            language=language,
            kind=page.kind,
            key=key_of(page),
            translation_group=group_of(page),
            column=key_of(column) if column else "",
            slug=page.slug if isinstance(page, ColumnPage) else "",
            payload=_payload(page),
        )


def _payload(page: PublicPage) -> dict[str, Any]:
    try:
        if isinstance(page, HomePage):
            return {"title": page.title.strip(), "summary": "", "blocks": home_blocks.blocks_of(page.body)}
        if isinstance(page, ColumnPage):
            return payloads.of_column(page)
        if isinstance(page, ListedPage):
            return payloads.of_listed(page)
    except (BlobMissing, ValidationError, FileNotFoundError) as error:
        raise Incomplete(_("图片或附件的原文件有问题：%(detail)s") % {"detail": error}) from error
    raise Incomplete(_("这类页面不能公开：%(kind)s。") % {"kind": page._meta.verbose_name})
