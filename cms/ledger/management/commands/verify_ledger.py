"""``manage.py verify_ledger``: proves that the ledger is whole, or names the first break."""

import re
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.ledger.verification import verify
from sites.store import audit
from sites.store.audit import Head


def head(value: str) -> Head:
    """Return ``ID:CHAIN`` as a head."""
    parts = re.fullmatch(r"([0-9]+):([0-9a-f]{64})", value.strip())
    if parts is None:
        raise ArgumentTypeError("应为 记录号:链值，如上次校验所印。")
    return Head(int(parts[1]), parts[2])


class Command(BaseCommand):
    """Checks the chain from first to last, the triggers, and every head kept outside the database."""

    help = "校验操作记录链，指出第一处断点"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take heads that somebody wrote down."""
        parser.add_argument("--head", type=head, action="append", default=[], help="另行保存的链首，记录号:链值")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify; exit non-zero with the first break."""
        result = verify(options["head"])
        if result.broken:
            raise CommandError(result.sentence)
        self.stdout.write(result.sentence)
        newest = audit.head()
        self.stdout.write(f"链首 {newest.entry}:{newest.chain}")
        for warning in result.warnings:
            self.stdout.write(f"提示：{warning}")
