"""``manage.py protect_ledger --role ROLE``: on PostgreSQL, the program's role may read and add records, no more."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from sites.store import grants, protection


class Command(BaseCommand):
    """Run it as the owner of the tables, after ``migrate`` and again after every later one."""

    help = "PostgreSQL：程序所用角色对操作记录、审签记录只能读取和追加"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the program's role."""
        parser.add_argument("--role", required=True, help="程序连接数据库所用的角色")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the triggers and the grants; print the statements, so that somebody can check what was done."""
        try:
            with transaction.atomic():
                protection.install(connection)
                done = grants.protect(connection, options["role"])
        except grants.Unsafe as error:
            raise CommandError(str(error)) from error
        for statement in done:
            self.stdout.write(f"{statement};")
        self.stdout.write(f"已设定：角色 {options['role']} 对只增表只能读取和追加。")
