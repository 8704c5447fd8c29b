"""``manage.py dismiss``: ends the office of one of the three administrators, on the server."""

import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.accounts.dismiss import dismiss


class Command(BaseCommand):
    """Takes the administrator's role from an account; the account stays, without any right."""

    help = "免去一名系统管理员、安全保密管理员或审计管理员"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name."""
        parser.add_argument("username", metavar="用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        """Dismiss the person."""
        user = get_user_model().objects.filter(username=options["username"], cluster_role__isnull=False).first()
        if user is None:
            raise CommandError("没有这样一名三员。/ No such administrator.")
        dismiss(user, by=f"dismiss ({getpass.getuser()})")
        self.stdout.write(f"已免去：{options['username']}")
