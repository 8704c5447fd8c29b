"""``releases bundle`` and ``releases apply``: releases over an air gap (离线数据包)."""

import getpass
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from sites.exchange import ssh
from sites.git import signing
from sites.mirrors import bundling
from sites.node import taking

Say = Callable[[str], object]


def add_arguments(kinds: Any) -> None:
    """Take the two subcommands."""
    bundling_ = kinds.add_parser("bundle", help="把所有站点的新发布写成一个离线数据包")
    bundling_.add_argument("file", type=Path, metavar="文件")
    bundling_.add_argument("--for", dest="recipient", default="mirror", metavar="接收方")
    which = bundling_.add_mutually_exclusive_group()
    which.add_argument("--since", type=int, default=None, metavar="编号", help="对方最后收到的一号；之后的都丢失了")
    which.add_argument("--full", action="store_const", const=0, dest="since", help="完整的一包，给新的接收方")
    taking = kinds.add_parser("apply", help="导入离线数据包：验证、检出")
    taking.add_argument("file", type=Path, metavar="文件")
    taking.add_argument("--key", type=Path, default=None, metavar="公钥文件", help="信任谁的发布；不写则用本机的公钥")


def bundle(say: Say, options: dict[str, Any]) -> None:
    """Write a bundle and say its number and receipt."""
    try:
        made = bundling.bundle(
            options["file"], options["recipient"], f"releases ({getpass.getuser()})", options["since"]
        )
    except bundling.NothingNew as reason:
        say(str(reason))
        return
    except (bundling.NoSuchBundle, FileExistsError, ssh.Unreachable) as reason:
        raise CommandError(str(reason)) from reason
    follows = f"接第 {made.after} 号" if made.after else "完整"
    say(f"给 {options['recipient']} 的第 {made.number} 号数据包（{follows}）：{options['file']}，{made.size} 字节")
    say(f"站点：{'、'.join(made.sites)}")
    say(f"回执：第 {made.number} 号 {made.receipt}（对方导入后应报出同样的回执）")


def apply(say: Say, options: dict[str, Any]) -> None:
    """Take a bundle in and say what it brought."""
    key = options["key"] or signing.key_path().with_suffix(".pub")
    taking.apply(Path(settings.SUMU_VAR), options["file"], say, key)
