"""``manage.py admit_imports``: makes public what approved batches hold."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.importing.admitting import admit_approved


class Command(BaseCommand):
    """Admits approved batches; run again after a crash, it goes on where it stopped."""

    help = "公开已通过审签的导入批次；中断后重新运行即从中断处继续。"

    def handle(self, *args: Any, **options: Any) -> None:
        """Admit them and say how many documents became public."""
        count = admit_approved(self._progress)
        self.stdout.write("\n" + _("已公开 %(count)d 份文件。") % {"count": count})

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done}/{total}", ending="")
        self.stderr.flush()
