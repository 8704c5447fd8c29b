"""``manage.py prepare``: from an empty folder to built sites; run again, it adds what is missing."""

import time
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operation.port import set_port
from cms.operation.real import load_real
from cms.operation.tasks import tasks
from cms.sample.theme import approve_theme
from cms.theming.proposing import propose


def folder(value: str) -> Path:
    """Return ``value`` as a folder that is there."""
    path = Path(value)
    if not (path / "documents").is_dir():
        raise ArgumentTypeError(f"{value} 里没有 documents 文件夹。/ There is no documents folder in {value}.")
    return path


class Command(BaseCommand):
    """Migrates, loads the sample cluster and, if asked, real documents; then builds and indexes."""

    help = "准备集群：建库、样例、生成站点"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the public port and the folder of real documents."""
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--real", type=folder, help="真实文档所在文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, saying how long each step took."""
        started = time.monotonic()
        self.step("数据库 / database")
        try:
            # the file of the secret key makes the folder too, but the key may come from the environment
            Path(settings.SUMU_VAR).mkdir(parents=True, exist_ok=True)
            call_command("migrate", verbosity=0, stdout=self.stdout)
        except OSError as error:
            raise CommandError(f"无法写入数据库：{error}。/ The database cannot be written: {error}.") from error
        self.step("样例集群 / sample cluster")
        call_command("load_sample", port=options["port"], stdout=self.stdout)
        set_port(options["port"])
        if options["real"]:
            self.step("真实文档 / real documents")
            load_real(options["real"], self.stdout.write)
        self.step("生成站点、建立索引 / building and indexing")
        propose()
        approve_theme()
        self.work()
        self.stdout.write(f"==> 完成，用时 {time.monotonic() - started:.1f} 秒。/ Done.")

    def work(self) -> None:
        """Work what waits until nothing does."""
        while done := {name: count for name, task in tasks().items() if (count := task())}:
            self.stdout.write("    " + ", ".join(f"{name}: {count}" for name, count in done.items()))

    def step(self, name: str) -> None:
        """Say what comes now."""
        self.stdout.write(f"==> {name}")
        self.stdout.flush()
