"""``manage.py disk_use``: how much lies on the disk."""

from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat

from cms.storage import usage


class Command(BaseCommand):
    """Measures and says it; changes nothing else."""

    help = "存储用量：数据库、图片附件、各站点发布库、网站文件、剩余空间"

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure."""
        found, space = usage.measure(), usage.space()
        for name, words in usage.WORDS.items():
            self.stdout.write(f"{filesizeformat(found.parts[name]):>12}  {words}")
        for site, size in sorted(found.sites.items(), key=lambda row: -row[1]):
            self.stdout.write(f"{filesizeformat(size):>12}    发布库 {site}")
        self.stdout.write(f"{filesizeformat(found.total):>12}  合计")
        self.stdout.write(f"{filesizeformat(space.free):>12}  剩余空间（{space.free_percent}%）")
        if space.is_short:
            self.stderr.write("剩余空间不足，请扩容，或运行 manage.py housekeeping。")
