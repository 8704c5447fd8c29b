"""``manage.py node``: everything that a web node does, without a database."""

import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from sites.node.agent import Agent, Pace
from sites.node.compressing import Compressor, lower_priority
from sites.node.options import options
from sites.node.reports import Reporter
from sites.node.status import status

SOME = 200
PAUSE = 2.0
"""Seconds between two looks for files that lack their compressed versions."""


class Command(BaseCommand):
    """Watches, compresses, tells how things stand."""

    help = "网站节点：status 状态，watch 防篡改值守，compress 生成压缩文件"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done."""
        acts = parser.add_subparsers(dest="act", required=True, metavar="动作")
        acts.add_parser("status", help="站点、版本、巡检与最近的处置")
        acts.add_parser("watch", help="值守：比对网站目录与签名的发布，立即恢复；闲时生成压缩文件")
        acts.add_parser("compress", help="为所有站点生成缺少的 gzip、brotli 文件，做完即退出")

    def handle(self, *args: Any, **given: Any) -> None:
        """Do it."""
        getattr(self, given["act"])(Path(settings.SUMU_VAR))

    def status(self, var: Path) -> None:
        """Print how things stand."""
        for line in status(var, options().trusted_key):
            self.stdout.write(line)

    def watch(self, var: Path) -> None:
        """Watch until ended."""
        threading.Thread(target=_compress_forever, args=(var,), name="compress", daemon=True).start()
        chosen = options()
        pace = Pace(chosen.sweep_rate, chosen.sweep_minutes * 60)
        agent = Agent(var, chosen.trusted_key, Reporter(var, chosen.report), pace)
        self.stdout.write("网页防篡改值守中，按 Ctrl-C 结束。")
        self.stdout.flush()
        agent.run(threading.Event())

    def compress(self, var: Path) -> None:
        """Compress what is left to be compressed."""
        compressor, count = Compressor(var), 0
        while done := compressor.compress_some(SOME):
            count += done
        self.stdout.write(f"已检查 {count} 个文件。")


def _compress_forever(var: Path) -> None:
    lower_priority(threading.get_native_id())
    compressor = Compressor(var)
    while True:
        if not compressor.compress_some(SOME):
            time.sleep(PAUSE)
