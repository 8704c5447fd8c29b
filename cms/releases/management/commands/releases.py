"""``manage.py releases``: which releases a site had, what they changed, whether they are ours."""

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from cms.releases import carrying
from cms.releases.asking import ask
from cms.releases.standing import deciders_of, title_of
from sites.git import signing
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.release import archiving, history
from sites.release.places import repository_path
from sites.store.admit import Refused


class Command(BaseCommand):
    """Reads the releases and carries them over an air gap; going back to one is asked for, the reviewers decide."""

    help = "发布记录：list 列出、show 查看、diff 比较、verify 验证签名、archive 导出某日的整站、rollback 申请回退"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done and the site it is about."""
        kinds = parser.add_subparsers(dest="what", required=True, metavar="做什么")
        listing = self._sub(kinds, "list", "列出发布，最新的在前")
        listing.add_argument("--limit", type=int, default=20, metavar="条数")
        self._sub(kinds, "show", "查看一次发布").add_argument("release", metavar="发布")
        comparing = self._sub(kinds, "diff", "列出两次发布之间变化的文件")
        comparing.add_argument("before", metavar="之前")
        comparing.add_argument("after", nargs="?", default="", metavar="之后（不写则为最新）")
        verifying = kinds.add_parser("verify", help="验证每次发布的签名，有一条不符即以 1 退出")
        verifying.add_argument("sites", nargs="*", metavar="站点代号")
        verifying.add_argument("--key", default="", metavar="公钥文件", help="不写则用本机的公钥")
        archiving = self._sub(kinds, "archive", "把某次发布或某日的整站导出为 tar 文件")
        archiving.add_argument("release", metavar="发布或日期")
        archiving.add_argument("file", type=Path, metavar="文件")
        carrying.add_arguments(kinds)
        returning = self._sub(kinds, "rollback", "申请回到某次发布；由审核人员在收件箱里审签后才生效")
        returning.add_argument("release", metavar="发布或日期")
        returning.add_argument("--as", dest="user", required=True, metavar="账号", help="本站点的站点管理员")
        returning.add_argument("--reason", required=True, metavar="理由")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it; whatever cannot be done is said in a sentence."""
        acts: dict[str, Callable[..., None]] = {
            "list": self._list,
            "show": self._show,
            "diff": self._diff,
            "verify": self._verify,
            "archive": self._archive,
            "bundle": partial(carrying.bundle, self.stdout.write),
            "apply": partial(carrying.apply, self.stdout.write),
            "rollback": self._rollback,
        }
        try:
            acts[options["what"]](options)
        except (history.NoRelease, FileExistsError, signing.NoSigningKey, Refused) as reason:
            raise CommandError(str(reason)) from reason

    def _sub(self, kinds: Any, name: str, words: str) -> ArgumentParser:
        parser: ArgumentParser = kinds.add_parser(name, help=words)
        parser.add_argument("site", metavar="站点代号")
        return parser

    def _list(self, options: dict[str, Any]) -> None:
        for release in islice(history.releases(_repository(options["site"])), options["limit"]):
            self.stdout.write(_line(release))

    def _show(self, options: dict[str, Any]) -> None:
        repository = _repository(options["site"])
        commit = history.find(repository, options["release"])
        self.stdout.write(_line(history.told(commit)))
        self.stdout.write(commit.message.strip())
        self._say_changes(history.changes(repository, history.parent(commit), commit))

    def _diff(self, options: dict[str, Any]) -> None:
        repository = _repository(options["site"])
        before = history.find(repository, options["before"])
        newest = repository.head()
        after = history.find(repository, options["after"]) if options["after"] else newest
        if after is not None:
            self._say_changes(history.changes(repository, before, after))

    def _verify(self, options: dict[str, Any]) -> None:
        key = Path(options["key"]).read_text() if options["key"] else signing.public_key()
        wrong = 0
        for site in _sites(options["sites"]):
            for sentence in history.unverified(Repository(repository_path(site)), key):
                self.stdout.write(f"{site.key}: {sentence}")
                wrong += 1
        if wrong:
            raise CommandError(f"签名不符的发布：{wrong} 次。")
        self.stdout.write("所有发布的签名都正确。")

    def _archive(self, options: dict[str, Any]) -> None:
        repository = _repository(options["site"])
        commit = history.find(repository, options["release"])
        archiving.archive(repository, commit, options["file"])
        self.stdout.write(f"{options['file']}：{_line(history.told(commit))}")

    def _rollback(self, options: dict[str, Any]) -> None:
        site = _sites([options["site"]])[0]
        commit = history.find(Repository(repository_path(site)), options["release"])
        user = get_user_model().objects.filter(username=options["user"]).first()
        if user is None:
            raise CommandError(f"没有这个账号：{options['user']}。")
        asked = ask(site, str(commit.id), options["reason"], user)
        counts = f"恢复 {asked.restored} 篇，撤下 {asked.taken_back} 篇"
        self.stdout.write(f"{title_of(asked)}：{counts}。公开网站还没有变化。")
        for stage, people in deciders_of(asked):
            self.stdout.write(f"  {stage}：{'、'.join(people) or '没有人担任这个角色，请安全保密管理员授予'}")
        self.stdout.write(f"请他们登录管理端，在收件箱里办理：{reverse('cms_releases:request', args=[asked.pk])}")

    def _say_changes(self, changes: list[tuple[str, str]]) -> None:
        for word, path in changes:
            self.stdout.write(f"  {word}  {path}")
        self.stdout.write(f"变化的文件：{len(changes)}")


def _line(release: history.Release) -> str:
    at = timezone.localtime(release.at, timezone.get_default_timezone())
    return f"{release.name[:12]}  {at:%Y-%m-%d %H:%M:%S}  {release.subject}"


def _repository(key: str) -> Repository:
    return Repository(repository_path(_sites([key])[0]))


def _sites(keys: list[str]) -> list[Site]:
    sites = Site.objects.order_by("key")
    found = list(sites.filter(key__in=keys) if keys else sites)
    missing = sorted(set(keys) - {site.key for site in found})
    if missing:
        raise CommandError(f"没有这个站点：{'、'.join(missing)}。")
    return found
