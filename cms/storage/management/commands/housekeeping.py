"""``manage.py housekeeping``: repositories repacked, what nothing needs any more set aside."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.defaultfilters import filesizeformat

from cms.storage.housekeeping import Kept, housekeep, would_do


class Command(BaseCommand):
    """Does what the worker does once a week, or says what it would do."""

    help = "存储清理：整理发布库，移出不再需要的图片、附件和主题（先移到 pruned/，到期才删除）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--dry-run``."""
        parser.add_argument("--dry-run", action="store_true", help="只列出，不改动")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was done."""
        if options["dry_run"]:
            self._say(would_do())
            self.stdout.write("以上只是列出，没有改动。")
            return
        done = housekeep(f"housekeeping ({getpass.getuser()})")
        if done is None:
            raise CommandError("另一个清理正在进行。")
        self._say(done)
        if done.errors:
            raise CommandError("\n".join(f"{site}：{reason}" for site, reason in done.errors.items()))

    def _say(self, kept: Kept) -> None:
        for word, found in (("移出", kept.aside), ("删除", kept.removed)):
            for each in found:
                self.stdout.write(f"{word}  {each.kind}  {filesizeformat(each.size)}  {each.path.name}")
            size = filesizeformat(sum(each.size for each in found))
            self.stdout.write(f"{word} {len(found)} 个，{size}")
        for path in kept.back:
            self.stdout.write(f"恢复  {path.name}")
        for site, (before, after) in kept.repacked.items():
            self.stdout.write(f"发布库 {site}：{filesizeformat(before)} → {filesizeformat(after)}")
