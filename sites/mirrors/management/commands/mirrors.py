"""``manage.py mirrors``: the nodes that releases are pushed to, and the bundles written for those out of reach."""

import getpass
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sites.exchange import ssh
from sites.exchange.bundles import receipt_of
from sites.git import signing
from sites.mirrors import asking, naming, pushing
from sites.mirrors.models import Bundle, Mirror


class Command(BaseCommand):
    """Names nodes, shows how they are, pushes to them now."""

    help = "镜像节点：list 列出、add 登记、remove 移除、push 立即推送、key 本机登录节点用的公钥"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done."""
        kinds = parser.add_subparsers(dest="what", metavar="做什么")
        kinds.add_parser("list", help="列出镜像节点和离线数据包")
        adding = kinds.add_parser("add", help="登记一个镜像节点，或更改它的地址")
        adding.add_argument("name", metavar="名称")
        adding.add_argument("address", metavar="ssh://用户@主机:端口/目录")
        kinds.add_parser("remove", help="不再向它推送").add_argument("name", metavar="名称")
        kinds.add_parser("push", help="立即推送到所有节点，有一个失败即以 1 退出")
        kinds.add_parser("key", help="显示本机登录节点用的公钥")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; whatever cannot be done is said in a sentence."""
        acts: dict[str, Callable[[dict[str, Any]], None]] = {
            "list": self._list,
            "add": self._add,
            "remove": self._remove,
            "push": self._push,
            "key": self._key,
        }
        try:
            acts[options["what"] or "list"](options)
        except (ssh.BadAddress, signing.NoSigningKey) as reason:
            raise CommandError(str(reason)) from reason
        except ValidationError as reason:
            raise CommandError("\n".join(reason.messages)) from reason

    def _list(self, options: dict[str, Any]) -> None:
        for mirror in Mirror.objects.all():
            self.stdout.write(f"{mirror.name}  {mirror.address}  上次成功：{_time(mirror.succeeded_at)}")
            if mirror.failures:
                self.stdout.write(f"  已失败 {mirror.failures} 次，最近一次 {_time(mirror.tried_at)}：")
                self.stdout.write("".join(f"    {line}\n" for line in mirror.error.splitlines()), ending="")
            self.stdout.write(f"  网页防篡改：{_watch(mirror)}")
        for bundle in Bundle.objects.all():
            follows = f"接第 {bundle.after} 号" if bundle.after else "完整"
            said = f"给 {bundle.recipient} 的第 {bundle.number} 号数据包（{follows}）"
            self.stdout.write(f"{said}  {_time(bundle.made_at)}  回执 {receipt_of(bundle.digest)}")
        if not Mirror.objects.exists() and not Bundle.objects.exists():
            self.stdout.write("还没有镜像节点。登记一个：manage.py mirrors add 名称 ssh://用户@主机:端口/目录")

    def _add(self, options: dict[str, Any]) -> None:
        mirror = naming.add(options["name"], options["address"], _person())
        self.stdout.write(f"已登记 {mirror.name}：{mirror.address}")
        self.stdout.write(f"请把节点的主机公钥写入 {ssh.known_hosts()}，并在节点上放行本机的公钥：\n{ssh.public_key()}")

    def _remove(self, options: dict[str, Any]) -> None:
        naming.remove(options["name"], _person())
        self.stdout.write(f"已移除 {options['name']}")

    def _push(self, options: dict[str, Any]) -> None:
        Mirror.objects.update(tried_at=None, asked_at=None)
        pushing.push_due()
        asking.ask_due()
        self._list(options)
        if Mirror.objects.exclude(failures=0).exists():
            raise CommandError("有镜像节点没有更新。")

    def _key(self, options: dict[str, Any]) -> None:
        self.stdout.write(ssh.public_key())


def _person() -> str:
    return f"mirrors ({getpass.getuser()})"


def _watch(mirror: Mirror) -> str:
    found = asking.watch_of(mirror)
    if found is None or mirror.silence:
        return mirror.silence or "还没有问过"
    if found.state is None:
        return "没有运行过"
    stands = "值守中" if found.is_running else "已停止"
    return f"{stands}，{_time(mirror.answered_at)} 报告，最近的发现 {len(found.reports)} 项"


def _time(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M:%S}" if moment is not None else "从未"
