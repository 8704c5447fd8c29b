"""``manage.py nginx_config``: the configuration of the web server for every registered site."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from sites.release.hosts import hosts, roots
from sites.store.blobs import write_whole
from sites.web.nginx.configuration import Options, configuration
from sites.web.nginx.maps import write_maps


class Command(BaseCommand):
    """Writes the configuration and the maps; ``nginx -t`` and the reload stay with whoever runs the server."""

    help = "生成 nginx 配置（各站点的域名、目录、响应头、转向与 410）；写好后请 nginx -t 检查，再 nginx -s reload"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what the registry does not know."""
        parser.add_argument("--output", type=Path, help="写到这个文件；不写则输出到屏幕", metavar="文件")
        parser.add_argument("--maps", type=Path, help="转向表所在的文件夹", metavar="文件夹")
        parser.add_argument("--maps-only", action="store_true", help="只更新转向表；有变化时以 0 退出，没有则以 3 退出")
        parser.add_argument("--search", default="127.0.0.1:8002", help="检索服务的地址", metavar="地址:端口")
        parser.add_argument("--http-port", type=int, default=80, metavar="端口")
        parser.add_argument("--https-port", type=int, default=443, metavar="端口")
        parser.add_argument("--certificates", type=Path, default=Path("/etc/ssl/sumu"), metavar="文件夹")
        parser.add_argument("--brotli", action="store_true", help="nginx 装有 brotli_static 模块")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, or print."""
        maps = options["maps"] or Path(settings.SUMU_VAR) / "nginx"
        changed = write_maps(maps, roots())
        if options["maps_only"]:
            if not changed:
                raise SystemExit(3)
            return
        text = configuration(
            Options(
                maps=maps,
                search=options["search"],
                http_port=options["http_port"],
                https_port=options["https_port"],
                certificates=options["certificates"],
                brotli=options["brotli"],
            ),
            hosts(),
        )
        if options["output"] is None:
            self.stdout.write(text, ending="")
        else:
            write_whole(options["output"].resolve(), text.encode())
            self.stdout.write(f"已写好：{options['output']}。请用 nginx -t 检查，再 nginx -s reload。")
