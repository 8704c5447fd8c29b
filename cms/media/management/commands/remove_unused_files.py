"""``manage.py remove_unused_files``: removes originals that no picture and no attachment names any more."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.media.unused import remove_unused


class Command(BaseCommand):
    """Removes unused originals."""

    help = "删除图片库和附件库中已无记录的原件（公开内容不受影响）。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them and say how many there were."""
        removed = remove_unused()
        self.stdout.write(_("已删除 %(count)d 个不再使用的原件。") % {"count": len(removed)})
