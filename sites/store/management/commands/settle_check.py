"""``manage.py settle_check``: lists where the registry is not what was settled; ``--restore`` writes it back."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from sites.store.settling import checking


class Command(BaseCommand):
    """Compares every row of the registry with its newest settled state."""

    help = "核对：登记的站点、机构、标准栏目与审签过的内容逐项比对"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to write the settled values back, and who does."""
        parser.add_argument("--restore", action="store_true", help="把不一致的恢复为审签过的内容")
        parser.add_argument("--person", default="system", help="记入操作记录的用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        """List the differences; end with 1 while any is left."""
        found = checking.restore(person=options["person"]) if options["restore"] else list(checking.differences())
        for difference in found:
            self.stdout.write(str(difference))
        for kind, key in checking.never_settled():
            self.stdout.write(f"{kind}:{key} 还没有审签过的内容，首次生成时以现有内容为准")
        if options["restore"]:
            self.stdout.write(f"已恢复：{len(found)} 处")
            return
        self.stdout.write(f"不一致：{len(found)} 处")
        if found:
            sys.exit(1)
