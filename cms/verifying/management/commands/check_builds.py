"""``manage.py check_builds``: takes the looks that are due now; the worker starts it."""

import fcntl
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cms.operation.supervised import end_with_parent
from cms.verifying.running import run_due


class Command(BaseCommand):
    """Looks at one site after another; a second process on the machine does nothing."""

    help = "构建核对：核对到时间的站点（由工作进程启动；立即核对请用 verify_build）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the looks."""
        end_with_parent()
        with (Path(settings.SUMU_VAR) / "check_builds.lock").open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.stdout.write(f"已核对 {run_due()} 个站点。")
