"""Who may decide about rights: asked by every function that grants or takes one."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from .cluster import role_of_name
from .models import Administrator, ClusterRole


class NotGranted(Exception):
    """Raised when a right may not be given or taken; the message says why."""


def demand_security_administrator(by: str, user: Any) -> None:
    """Raise ``NotGranted`` unless ``by`` may decide about the rights of ``user``.

    Accounts must be a security administrator's, and not the one concerned. A name without an account is that of a
    command, which runs on the server and not in anybody's browser.
    """
    if by == user.get_username():
        raise NotGranted(_("不能给自己授权，也不能收回自己的权限。"))
    demand_security_office(by)


def demand_security_office(by: str) -> None:
    """Raise ``NotGranted`` when ``by`` is an account that is no security administrator's."""
    if is_account(by) and role_of_name(by) != Administrator.SECURITY:
        raise NotGranted(_("只有安全保密管理员可以授权、解锁和修改安全规则。"))


def demand_system_administrator(by: str, user: Any = None) -> None:
    """Raise ``NotGranted`` unless ``by`` may decide about the account of ``user``.

    Accounts of the three administrators and of technicians are kept on the server: whoever could reset one of them
    here could take its place.
    """
    if is_account(by) and role_of_name(by) != Administrator.SYSTEM:
        raise NotGranted(_("只有系统管理员可以新建、停用账号和重置密码。"))
    if user is None or not is_account(by):
        return
    if user.is_superuser or ClusterRole.objects.filter(user=user).exists():
        raise NotGranted(_("三员和技术人员的账号只能由技术人员在服务器上维护。"))


def demand_command(by: str) -> None:
    """Raise ``NotGranted`` when ``by`` is an account: the three administrators are named on the server alone."""
    if is_account(by):
        raise NotGranted(_("系统管理员、安全保密管理员、审计管理员只能由技术人员在服务器上用命令任免。"))


def is_account(name: str) -> bool:
    """Return whether somebody could be logged in under this name."""
    return get_user_model().objects.filter(username=name).exists()


def locked(user: Any) -> Any:
    """Return ``user`` read again and held until the transaction ends, so that two grants at once see each other."""
    return get_user_model().objects.select_for_update().get(pk=user.pk)
