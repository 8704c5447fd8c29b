"""``manage.py import_documents FILE --site KEY --column SLUG``: reads a file of documents into a batch for review."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.importing.drafting import find_column, make_batch
from cms.importing.models import REVIEWED, ImportBatch, ImportRow
from sites.registry.models import Site
from sites.store.clock import now

SHOWN = 20


class Command(BaseCommand):
    """Reads a file into a batch."""

    help = "把文件（JSONL 或 JSONL.gz，一行一份文件）导入为待审批次；审签通过以前什么也不公开。"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path, help="JSONL 或 JSONL.gz 文件")
        parser.add_argument("--site", required=True, help="站点标识")
        parser.add_argument("--column", required=True, help="政策文件类栏目的网址名称")
        parser.add_argument("--as", dest="user", default="", help="提交人的用户名；提交人不能审核这一批")
        parser.add_argument("--limit", type=int, default=0, help="最多导入多少份，0 为全部")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the file, say what became of each line, and how the batch becomes public."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("没有这个文件：%(file)s") % {"file": path})
        site = Site.objects.filter(key=options["site"]).first()
        if site is None:
            raise CommandError(_("没有这个站点：%(site)s") % {"site": options["site"]})
        column = find_column(site, options["column"])
        if column is None:
            raise CommandError(_("站点里没有这个政策文件类栏目：%(column)s") % {"column": options["column"]})
        batch = make_batch(path, column, _user(options["user"]), limit=options["limit"], progress=self._progress)
        self.stderr.write("")
        self._report(batch)

    def _progress(self, lines: int) -> None:
        self.stderr.write("\r" + _("已读 %(lines)d 行") % {"lines": lines}, ending="")
        self.stderr.flush()

    def _report(self, batch: ImportBatch) -> None:
        counts = {state: batch.rows.filter(state=state).count() for state in ImportRow.State.values}
        usable = sum(counts[state] for state in REVIEWED)
        self.stdout.write(
            _("共 %(all)d 行：新增 %(new)d，更新 %(changed)d，已公开且无变化 %(unchanged)d，不可用 %(malformed)d。")
            % {"all": sum(counts.values()), **counts}
        )
        if counts["malformed"]:
            self._report_malformed(batch, counts["malformed"])
        if usable:
            self.stdout.write(
                _("批次 %(key)s 已建立，状态：待审。公开以前须由站点的审核人在后台“导入批次”里逐环节通过；")
                % {"key": batch.key}
                + _("全部通过后由后台任务公开，也可运行 manage.py admit_imports。")
            )
            return
        batch.delete()
        if not counts["unchanged"]:
            raise CommandError(_("没有一行可用，未建立批次。"))
        self.stdout.write(_("没有新的内容，未建立批次。"))

    def _report_malformed(self, batch: ImportBatch, count: int) -> None:
        folder = Path(settings.SUMU_VAR) / "import-reports"
        folder.mkdir(parents=True, exist_ok=True)
        report = folder / f"{now():%Y%m%d-%H%M%S}-{batch.key[-8:]}.txt"
        malformed = batch.rows.filter(state=ImportRow.State.MALFORMED)
        with report.open("w", encoding="utf-8") as stream:
            for position, row in enumerate(malformed.iterator(chunk_size=1000)):
                text = _("第 %(line)d 行：%(reason)s %(title)s") % vars(row)
                stream.write(text.rstrip() + "\n")
                if position < SHOWN:
                    self.stdout.write(text.rstrip())
        if count > SHOWN:
            self.stdout.write(_("……另有 %(count)d 行。") % {"count": count - SHOWN})
        self.stdout.write(_("不可用的行全部记在 %(report)s") % {"report": report})


def _user(name: str) -> Any:
    if not name:
        return None
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(_("没有这个用户：%(user)s") % {"user": name})
    return user
