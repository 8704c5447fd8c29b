"""``manage.py node``: everything that a web node does, without a database."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sites.exchange import ssh
from sites.node import taking
from sites.node.agent import Agent, Pace
from sites.node.compressing import Compressor, lower_priority
from sites.node.hosting import hosts, maps_folder, refresh_maps
from sites.node.options import options
from sites.node.places import Places
from sites.node.reports import Reporter
from sites.node.status import status
from sites.node.tidying import tidy
from sites.web.nginx.configuration import Options as Web
from sites.web.nginx.configuration import configuration

SOME = 200
PAUSE = 2.0
"""Seconds between two looks for files that lack their compressed versions."""
TIDY_EVERY = 3600.0
"""Seconds between two looks for repositories that have grown."""


class Command(BaseCommand):
    """Watches, compresses, tells how things stand."""

    help = (
        "网站节点：status 状态，watch 防篡改值守，compress 生成压缩文件，nginx 生成配置，"
        "pull 拉取，apply 导入数据包，receive 接收推送，tidy 整理发布库，key 本节点的公钥"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="动作")
        acts.add_parser("status", help="站点、版本、巡检与最近的处置")
        acts.add_parser("watch", help="值守：比对网站目录与签名的发布，立即恢复；闲时生成压缩文件，整理发布库")
        nginx = acts.add_parser("nginx", help="按本机持有的发布生成 nginx 配置，输出到屏幕；随后请 nginx -t 检查")
        nginx.add_argument("--https", action="store_true", help="各域名使用 HTTPS")
        nginx.add_argument("--http-port", type=int, default=80, metavar="端口")
        nginx.add_argument("--https-port", type=int, default=443, metavar="端口")
        nginx.add_argument("--certificates", type=Path, default=Path("/etc/ssl/sumu"), metavar="文件夹")
        nginx.add_argument("--search", default="127.0.0.1:8002", help="检索服务的地址", metavar="地址:端口")
        nginx.add_argument("--brotli", action="store_true", help="nginx 装有 brotli_static 模块")
        acts.add_parser("compress", help="为所有站点生成缺少的 gzip、brotli 文件，做完即退出")
        pulling = acts.add_parser("pull", help="从发布源（SUMU_SOURCE）拉取各站点的新发布，验证后上线")
        pulling.add_argument("--every", type=float, default=0, metavar="秒", help="每隔几秒拉取一次，直到结束")
        acts.add_parser("apply", help="导入离线数据包：验证后上线").add_argument("file", type=Path, metavar="文件")
        acts.add_parser("receive", help="接收发布端的推送（在 authorized_keys 中作为强制命令）")
        acts.add_parser("tidy", help="整理本机接收的发布库；值守（watch）时每小时自动进行")
        acts.add_parser("key", help="显示本节点登录发布端用的公钥")

    def handle(self, *args: Any, **given: Any) -> None:
        """Do it."""
        var = Path(settings.SUMU_VAR)
        acts: dict[str, Callable[[], object]] = {
            "nginx": lambda: self.nginx(var, given),
            "pull": lambda: taking.pull(var, given["every"], self.stdout.write),
            "apply": lambda: taking.apply(var, given["file"], self.stdout.write),
            "receive": lambda: taking.receive(var),
            "key": lambda: self.stdout.write(ssh.public_key()),
        }
        if given["act"] in acts:
            acts[given["act"]]()
        else:
            getattr(self, given["act"])(var)

    def status(self, var: Path) -> None:
        """Print how things stand."""
        for line in status(var, options().trusted_key):
            self.stdout.write(line)

    def watch(self, var: Path) -> None:
        """Watch until ended."""
        _end_with_parent()
        threading.Thread(target=_compress_forever, args=(var,), name="compress", daemon=True).start()
        threading.Thread(target=_tidy_forever, args=(var,), name="tidy", daemon=True).start()
        chosen = options()
        pace = Pace(chosen.sweep_rate, chosen.sweep_minutes * 60)
        agent = Agent(var, chosen.trusted_key, Reporter(var, chosen.report), pace, chosen.reload)
        self.stdout.write("网页防篡改值守中。")
        self.stdout.flush()
        agent.run(threading.Event())

    def nginx(self, var: Path, given: dict[str, Any]) -> None:
        """Print nginx's configuration, and bring its maps up to date."""
        refresh_maps(var, Places(var), [])
        names = ("search", "http_port", "https_port", "certificates", "brotli")
        wanted = Web(maps=maps_folder(var), **{name: given[name] for name in names})
        self.stdout.write(configuration(wanted, hosts(var, is_https=given["https"])), ending="")

    def compress(self, var: Path) -> None:
        """Compress what is left to be compressed."""
        compressor, count = Compressor(var), 0
        while done := compressor.compress_some(SOME):
            count += done
        self.stdout.write(f"已检查 {count} 个文件。")

    def tidy(self, var: Path) -> None:
        """Repack what is worth it."""
        failed = []
        for done in tidy(var):
            if done.error:
                failed.append(done.site)
                self.stderr.write(f"{done.site}：{done.error}")
            else:
                self.stdout.write(f"{done.site}：{done.before / 1e6:.1f} MB → {done.after / 1e6:.1f} MB")
        if failed:
            raise CommandError(f"有发布库没有整理：{'、'.join(failed)}。原有数据保持不变。")


def _end_with_parent() -> None:
    """End with the process that started this one to run beside the worker; it holds our standard input."""
    if os.environ.get("SUMU_SUPERVISED") != "1":
        return

    def wait() -> None:
        while os.read(0, 4096):  # not sys.stdin: an end of our own while that is being read is a crash
            pass
        os._exit(0)

    threading.Thread(target=wait, name="end-with-parent", daemon=True).start()


def _compress_forever(var: Path) -> None:
    lower_priority(threading.get_native_id())
    compressor = Compressor(var)
    while True:
        if not compressor.compress_some(SOME):
            time.sleep(PAUSE)


def _tidy_forever(var: Path) -> None:
    while True:
        for _done in tidy(var):
            pass
        time.sleep(TIDY_EVERY)
