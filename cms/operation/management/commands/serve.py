"""``manage.py serve``: the whole cluster on this machine, in the foreground, until Ctrl-C."""

import os
import sys
import time
import urllib.request
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from cms.operation import preflight
from cms.operation.port import set_port
from cms.operation.supervisor import Process, Supervisor
from cms.sample.accounts import PASSWORD, listing
from sites.registry import addresses
from sites.registry.models import Site


def watch_here(address: str, port: str) -> None:
    """Let the worker look at our own public side to know what is live, unless ``SUMU_LIVE_CHECK`` names servers."""
    host = "127.0.0.1" if address in ("0.0.0.0", "::", "") else address  # noqa: S104  (compared, not listened on)
    os.environ.setdefault("SUMU_LIVE_CHECK", f"{host}:{port}")


class Command(BaseCommand):
    """Starts editing side, public side and worker; prints every address and account; ends them together."""

    help = "启动编辑端、公开端和发布工作进程，按 Ctrl-C 全部结束"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the two ports and the address to listen on."""
        parser.add_argument("--editing-port", type=int, default=8000)
        parser.add_argument("--public-port", type=int, default=8001)
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument(
            "--workers", type=int, default=1, metavar="进程数", help="几个进程分担发布（需 PostgreSQL）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until ended."""
        editing, public = str(options["editing_port"]), str(options["public_port"])
        busy = [sentence for port in (editing, public) for sentence in preflight.complaints_about_port(port)]
        if busy:
            raise CommandError("\n".join(busy))
        try:
            sites = list(Site.objects.order_by("id"))
        except DatabaseError:
            sites = []
        if not sites:
            raise CommandError("还没有任何站点，请先运行 make sample。/ No site yet: run make sample first.")
        set_port(options["public_port"])
        watch_here(options["address"], public)
        portal = next((site for site in sites if site.kind == Site.Kind.PORTAL), sites[0])
        listen = ["--address", options["address"]]
        supervisor = Supervisor(
            [
                Process(["serve_editing", "--port", editing, *listen]),
                Process(
                    ["serve_public", "--port", public, "--fallback-host", portal.host, *listen], "cms.settings.public"
                ),
                Process(["work", "--workers", str(options["workers"])]),
                Process(["node", "watch"], "cms.settings.node"),
            ]
        )
        supervisor.start()
        for port, path in ((editing, "/admin/login/"), (public, "/")):
            self.wait_for(f"http://127.0.0.1:{port}{path}", supervisor)
        self.announce(editing)
        code = supervisor.wait()
        self.stdout.write("已全部停止。/ Everything has stopped.")
        sys.exit(code)

    def wait_for(self, url: str, supervisor: Supervisor) -> None:
        """Return once ``url`` answers at all."""
        for _attempt in range(300):
            if any(child.poll() is not None for child in supervisor.running):
                supervisor.end()
                raise CommandError("有进程未能启动，原因见上。/ A process could not start; the reason stands above.")
            try:
                urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  (our own address)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)

    def announce(self, editing_port: str) -> None:
        """Print where everything is and who may log in."""
        write = self.stdout.write
        write("\n编辑端 / editing side")
        write(f"  http://localhost:{editing_port}/admin/")
        write("公开站点 / public sites")
        for site in Site.objects.order_by("id"):
            for edition in site.editions.order_by("id"):
                address = addresses.origin(site) + addresses.edition_root(site, edition.language)
                write(f"  {address}  {site.name}（{edition.language}）")
        write(f"样例账号 / sample accounts（密码 / password: {PASSWORD}）")
        for username, role, site_name in listing():
            write(f"  {username:<18} {role}  {site_name}")
        write("\n按 Ctrl-C 结束。/ Ctrl-C ends all of it.")
        self.stdout.flush()
