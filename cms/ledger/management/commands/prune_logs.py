"""``manage.py prune_logs``: deletes logs that have been kept long enough; the ledger never."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.ledger.retention import prune


class Command(BaseCommand):
    """Run it from time to time, e.g. every night."""

    help = "清理超过留存期的日志（操作记录永久保存，不在其内）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune; say what went."""
        for name, count in prune("prune_logs").items():
            self.stdout.write(f"{name}：清理 {count} 条")
        self.stdout.write(f"留存期 {settings.SUMU_RETENTION_DAYS} 天；操作记录永久保存。")
