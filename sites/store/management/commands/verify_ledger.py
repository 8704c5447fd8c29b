"""``manage.py verify_ledger``: proves that the audit trail is whole, or names the first break."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sites.store import audit


class Command(BaseCommand):
    """Checks the chain of digests from the first entry to the last."""

    help = "校验操作记录链"

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify; exit non-zero with the first break."""
        try:
            entries = audit.verify()
        except audit.BrokenChain as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(f"操作记录完整，共 {entries} 条。")
