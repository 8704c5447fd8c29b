"""``manage.py export_ledger FILE``: the ledger, or a part of it, as JSON lines or as a spreadsheet."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.ledger import export
from cms.ledger.entries import Wanted
from sites.registry.models import Site


class Command(BaseCommand):
    """Writes the entries asked for, oldest first; the export is an entry itself."""

    help = "导出操作记录：文件名以 .jsonl 或 .xlsx 结尾"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the site, the period and the person who asks."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--site", default="", help="站点代号")
        parser.add_argument("--first", type=date.fromisoformat, help="起，如 2026-01-01")
        parser.add_argument("--last", type=date.fromisoformat, help="止（含当日）")
        parser.add_argument("--person", default="export_ledger", help="由谁导出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        path: Path = options["file"]
        kind = path.suffix.removeprefix(".")
        if kind not in ("jsonl", "xlsx"):
            raise CommandError("文件名须以 .jsonl 或 .xlsx 结尾。")
        if options["site"] and not Site.objects.filter(key=options["site"]).exists():
            raise CommandError(f"没有站点 {options['site']}。")
        wanted = Wanted(sites=None, site=options["site"], first=options["first"], last=options["last"])
        upto = export.note(wanted, person=options["person"], role="", form=kind)
        try:
            count = self._write(path, kind, wanted, upto)
        except export.TooMany as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已导出到 {path}" + (f"，共 {count} 条。" if count else "。"))

    def _write(self, path: Path, kind: str, wanted: Wanted, upto: int) -> int:
        if kind == "xlsx":
            with export.spreadsheet(wanted, upto) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
            return 0
        count = 0
        with path.open("wb") as target:
            for line in export.json_lines(wanted, upto):
                target.write(line)
                count += 1
        return count
