"""What a draft must fulfil beyond its field types."""

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from multilingual import document_number
from sites.registry.models import StandardColumn
from sites.store.admit import RESERVED_SEGMENTS

from .status import document_of

if TYPE_CHECKING:
    from .models import ColumnPage
    from .models.base import ListedPage

_SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def clean_document_number(text: str) -> str:
    """Return ``text`` as the 文号 that is kept; raises ``ValidationError`` for what is none."""
    if not text.strip():
        return ""
    number = document_number.accepted(text)
    if number is None:
        message = _("这不像文号。文号以“号”结尾，例如“国办发〔2017〕47号”“国务院令第656号”“第17号”；没有文号就不填。")
        raise ValidationError({"document_number": message})
    return number


def demand_picture_text(page: "ListedPage") -> None:
    """Raise ``ValidationError`` when the list picture has no words for those who cannot see it."""
    if page.picture_id and not page.picture_alt.strip():
        raise ValidationError({"picture_alt": _("有题图就要写替代文字。")})


def demand_column_segment(page: "ColumnPage") -> None:
    """Raise ``ValidationError`` when the slug cannot be the column's segment of the address."""
    if not _SEGMENT.fullmatch(page.slug or ""):
        raise ValidationError({"slug": _("网址名称只能用小写字母、数字和连字符，例如栏目名的拼音首字母。")})
    parent = page.get_parent()
    if parent is not None and not _is_column(parent.specific_class) and page.slug in RESERVED_SEGMENTS:
        raise ValidationError({"slug": _("这个网址名称另有用途，请换一个。")})
    document = document_of(page)
    if document is not None and document.path.split("/")[-2] != page.slug:
        raise ValidationError({"slug": _("栏目公开过，网址不能再改。")})


def _is_column(page_class: type | None) -> bool:
    from .models import ColumnPage

    return page_class is not None and issubclass(page_class, ColumnPage)


def demand_column_of(page: "ListedPage", lists: str) -> None:
    """Raise ``ValidationError`` unless the page's column lists this sort of document."""
    column = page.column_page
    if column is not None and column.lists != lists:
        label = StandardColumn.Lists(lists).label
        raise ValidationError(_("这类内容只能放在“%(lists)s”类的栏目里。") % {"lists": label})
