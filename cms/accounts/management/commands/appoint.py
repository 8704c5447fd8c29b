"""``manage.py appoint``: the three administrators of the cluster, named on the server."""

import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.accounts.appoint import appoint
from cms.accounts.deciding import NotGranted
from cms.accounts.models import Administrator, ClusterRole
from cms.security.first_password import give_first_password
from sites.store import audit


class Command(BaseCommand):
    """Appoints whoever is named; makes the accounts that are missing and prints their first passwords."""

    help = "任命系统管理员、安全保密管理员、审计管理员（三员），须是三个不同的人"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take up to three user names."""
        for role in Administrator:
            parser.add_argument(f"--{role}", metavar="用户名", help=f"任命为{role.label}")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint all who are named, or nobody."""
        named = {role: options[role] for role in Administrator.values if options[role]}
        if not named:
            self.show()
            raise CommandError(
                "请至少任命一人，例如：manage.py appoint --system 用户名 --security 用户名 --audit 用户名"
                " / Name at least one person."
            )
        if len(set(named.values())) < len(named):
            raise CommandError("三员不能由同一人兼任。/ The three must be different people.")
        for role, username in named.items():
            self.one(username, role)

    def one(self, username: str, role: str) -> None:
        """Appoint one person, making the account when it is missing."""
        model: Any = get_user_model()
        by = f"appoint ({getpass.getuser()})"
        user = model.objects.filter(username=username).first()
        said = "账号原有，密码不变"
        if user is None:
            user = model(username=username, is_active=True)
            said = f"首次密码：{give_first_password(user, needs_code=False)}（首次登录须修改）"
            audit.record(by, "create account", username)
        try:
            appoint(user, role, by=by)
        except NotGranted as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{Administrator(role).label}：{username}，{said}")

    def show(self) -> None:
        """Print who holds the offices now."""
        for held in ClusterRole.objects.select_related("user").order_by("role", "user__username"):
            self.stdout.write(f"{held.get_role_display()}：{held.user.get_username()}")
