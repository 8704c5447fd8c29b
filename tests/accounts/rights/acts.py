"""The acts of the rights table, each tried by a real request; each tells whether it took effect."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import SiteRole
from cms.changes.models import ChangeRequest
from cms.checks.models import Word
from cms.inbox.models import Delegation, Holiday
from cms.pages.keys import key_of
from cms.pages.models import ArticlePage
from cms.releases.models import RollbackRequest
from cms.review import actions
from cms.review.case import case_of
from cms.security.models import Limit, SecondFactorRule
from cms.verifying.models import BuildCheck
from sites.exchange.watch import Report
from sites.exchange.watch_files import FILE, folder
from sites.git.repository import Repository
from sites.node.reports import Reporter
from sites.release.models import GuardRule
from sites.release.places import repository_path
from sites.store import audit, clock, plausible
from sites.store.models import Approval, ApprovalRule, AuditEntry, Document
from tests.accounts.offices import secrecy_fields
from tests.accounts.rights.town import Town
from tests.wall.scene import article as bare_article

Act = Callable[[Town, str], bool]
SOURCE = {"source": "测试", "certainty": "按本单位制度"}
ACTS: dict[str, Act] = {}


def act(label: str) -> Callable[[Act], Act]:
    """Enter a function as the try of a row."""

    def enter(function: Act) -> Act:
        ACTS[label] = function
        return function

    return enter


def article(title: str, **fields: str) -> dict[str, str]:
    """Return the editor's form of an article in which nothing is missing."""
    return bare_article(title, summary="招生工作的有关事项。", keywords="招生、通知", **fields)


def edit_url(page: ArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def newest(page: ArticlePage) -> str:
    return str(ArticlePage.objects.get(pk=page.pk).latest_revision.content["title"])


def stage_act(stage: str) -> Act:
    def passes(town: Town, role: str) -> bool:
        page = town.waiting[stage]
        user, client = town.people[role], town.clients[role]
        case = case_of(page, town.helpers[stage])
        data = {"decision": "pass", "digest": case.digest, "pass-comment": ""}
        client.post(reverse("cms_review:review", args=[page.pk]), {**data, **secrecy_fields()})
        return Approval.objects.filter(subject=key_of(page), person=user.get_username(), stage=stage).exists()

    return passes


for name, key in (("初审", "first"), ("复审", "second"), ("保密审查", "secrecy"), ("签发", "sign")):
    ACTS[f"通过{name}"] = stage_act(key)


@act("写本站草稿")
def write(town: Town, role: str) -> bool:
    address = reverse("wagtailadmin_pages:add", args=["pages", "articlepage", town.here.column.pk])
    title = f"新稿件 {role}"
    town.clients[role].post(address, article(title))
    return ArticlePage.objects.filter(title=title).exists()


@act("送审")
def submit(town: Town, role: str) -> bool:
    address = edit_url(town.draft)
    town.clients[role].post(address, article(town.draft.title, **{"action-submit": "1"}))
    return actions.current_state(town.draft) is not None


@act("退回稿件")
def send_back(town: Town, role: str) -> bool:
    page = town.waiting["first"]
    data = {"decision": "return", "return-comment": "请核实日期。"}
    town.clients[role].post(reverse("cms_review:review", args=[page.pk]), data)
    return AuditEntry.objects.filter(person=town.people[role].get_username(), act__startswith="return").exists()


@act("申请撤稿")
def withdraw(town: Town, role: str) -> bool:
    address = reverse("cms_review:withdraw", args=[town.public.pk])
    town.clients[role].post(address, {"reason": "内容有误"})
    return actions.current_state(town.public) is not None


@act("委托他人代办")
def delegate(town: Town, role: str) -> bool:
    address = reverse("cms_inbox:delegate")
    today = town.form("first", address)["first_day"]
    form = {"to_user": town.helpers["sign"].pk, "site": "", "stage": "", "last_day": today, "reason": "出差"}
    town.clients[role].post(address, town.form("first", address, **form))
    return Delegation.objects.filter(from_user=town.people[role]).exists()


@act("申请修改站点设置")
def change_settings(town: Town, role: str) -> bool:
    address = reverse("cms_changes:change", args=["site", town.here.site.key])
    form = town.form("site_admin", address)
    field = next(name for name in form if "contact" in name)
    town.clients[role].post(address, {**form, field: "电话：0479-0000000", "reason": "更正联系方式"})
    return ChangeRequest.objects.exists()


@act("看本站的发布版本")
def see_releases(town: Town, role: str) -> bool:
    address = reverse("cms_releases:timeline", args=[town.here.site.key])
    return bool(town.clients[role].get(address).status_code == 200)


@act("申请回退本站版本")
def go_back(town: Town, role: str) -> bool:
    repository = Repository(repository_path(town.here.site))
    name = repository.commit_changes([("index.html", b"then")], "admit: then", timezone.now())
    town.clients[role].post(reverse("cms_releases:back", args=[town.here.site.key, name]), {"reason": "演练"})
    return RollbackRequest.objects.exists()


@act("授予角色")
def grant(town: Town, role: str) -> bool:
    address = reverse("cms_people:grant", args=[town.target.pk])
    town.clients[role].post(address, {"site": town.here.site.pk, "role": "sign"})
    return SiteRole.objects.filter(user=town.target).exists()


@act("给自己授予角色")
def grant_oneself(town: Town, role: str) -> bool:
    user = town.people[role]
    before = SiteRole.objects.filter(user=user).count()
    for granted in ("sign", "secrecy"):
        address = reverse("cms_people:grant", args=[user.pk])
        town.clients[role].post(address, {"site": town.there.site.pk, "role": granted})
    return SiteRole.objects.filter(user=user).count() > before


@act("收回角色")
def revoke(town: Town, role: str) -> bool:
    held = town.helpers["sign"]
    address = reverse("cms_people:revoke", args=[held.pk])
    town.clients[role].post(address, {"site": town.here.site.pk, "role": "sign"})
    return not SiteRole.objects.filter(user=held).exists()


@act("新建账号")
def create_account(town: Town, role: str) -> bool:
    town.clients[role].post(reverse("cms_people:create"), {"username": "made", "full_name": "新人"})
    return get_user_model().objects.filter(username="made").exists()


@act("停用账号")
def disable(town: Town, role: str) -> bool:
    town.clients[role].post(reverse("cms_people:disable", args=[town.target.pk]))
    return not get_user_model().objects.get(pk=town.target.pk).is_active


@act("重置密码")
def reset_password(town: Town, role: str) -> bool:
    town.clients[role].post(reverse("cms_people:reset_password", args=[town.target.pk]))
    return get_user_model().objects.get(pk=town.target.pk).password != town.target.password


@act("启用账号")
def enable(town: Town, role: str) -> bool:
    get_user_model().objects.filter(pk=town.target.pk).update(is_active=False)
    town.clients[role].post(reverse("cms_people:enable", args=[town.target.pk]))
    return get_user_model().objects.get(pk=town.target.pk).is_active


@act("用 Wagtail 自带页面管理用户和组")
def wagtails_users(town: Town, role: str) -> bool:
    client: Client = town.clients[role]
    addresses = ("users/", "users/add/", "groups/", "groups/new/", f"users/edit/{town.target.pk}/")
    data = {"username": "made", "is_superuser": "on", "name": "新组"}
    answers = [answer for path in addresses for answer in (client.get(f"/admin/{path}"), client.post(path, data))]
    return any(answer.status_code != 404 for answer in answers)


@act("看人员名单")
def see_people(town: Town, role: str) -> bool:
    return "the-editor" in town.clients[role].get(reverse("cms_people:people")).content.decode()


@act("修改登录安全规则")
def security_rules(town: Town, role: str) -> bool:
    client = town.clients[role]
    data = {"value": 20, "required": "on", "source": "测试", "certainty": "测试"}
    client.post(reverse("cms_security:limit", args=["password_length"]), data)
    client.post(reverse("cms_security:factor", args=["audit"]), data)
    rules = SecondFactorRule.objects.filter(required=True)
    return rules.exists() and Limit.objects.filter(code="password_length", value=20).exists()


@act("修改审签规则")
def approval_rules(town: Town, role: str) -> bool:
    form = {"site": "", "action": "", "kind": "policy", "stages": ["second", "sign"], "decision": "save", **SOURCE}
    town.clients[role].post(reverse("cms_inbox:rules"), form)
    return ApprovalRule.objects.filter(kind="policy").exists()


@act("维护节假日表")
def holidays(town: Town, role: str) -> bool:
    form = {"first": "2030-10-01", "last": "2030-10-03", "name": "国庆节", "worked": "no", **SOURCE}
    town.clients[role].post(reverse("cms_inbox:holidays"), form)
    return Holiday.objects.filter(date__year=2030).exists()


@act("修改发布护栏规则")
def guard_rules(town: Town, role: str) -> bool:
    form = {"site": "", "changed_share": 33, "removed_share": 7, "minimum": 5, **SOURCE, "certainty": "按本单位制度"}
    town.clients[role].post(reverse("cms_publication:guard"), form)
    return GuardRule.objects.filter(changed_share=33).exists()


@act("维护错敏词表")
def words(town: Town, role: str) -> bool:
    form = {"site": "", "wrong": "测试错词", "right": "测试", "source": "测试", "certainty": "own"}
    town.clients[role].post(reverse("cms_checks:new_word"), form)
    return Word.objects.filter(wrong="测试错词").exists()


@act("看存储用量与镜像")
def see_storage(town: Town, role: str) -> bool:
    return bool(town.clients[role].get(reverse("cms_storage:index")).status_code == 200)


@act("看网页防篡改的发现")
def see_tampering(town: Town, role: str) -> bool:
    var = Path(settings.SUMU_VAR)
    found = Report(clock.now().isoformat(), town.here.site.key, "example.gov.cn/shell.php", "added", "已移入隔离区")
    Reporter(var).write(found)
    shown = town.clients[role].get(reverse("cms_tampering:overview")).content.decode()
    (folder(var) / FILE).unlink()
    return "shell.php" in shown


@act("看操作记录")
def see_ledger(town: Town, role: str) -> bool:
    return bool(town.clients[role].get(reverse("cms_ledger:index")).status_code == 200)


@act("导出操作记录")
def export(town: Town, role: str) -> bool:
    answer = town.clients[role].post(reverse("cms_ledger:export"), {"kind": "jsonl", "site": town.here.site.key})
    return "attachment" in answer.headers.get("Content-Disposition", "")


@act("修改或删除操作记录")
def alter_ledger(town: Town, role: str) -> bool:
    client, held = town.clients[role], AuditEntry.objects.order_by("pk").values_list("pk", "chain").first()
    ledger = reverse("cms_ledger:index")
    snippet = f"/admin/snippets/store/auditentry/delete/{held[0]}/"
    for path in (ledger, f"{ledger}{held[0]}/", f"{ledger}delete/{held[0]}/", snippet):
        for method in (client.delete, client.put, client.post):
            method(path)
    return not AuditEntry.objects.filter(pk=held[0], chain=held[1]).exists() or _deletes(held[0])


def _deletes(pk: int) -> bool:
    """Return whether even the program's own database account could remove an entry."""
    try:
        with transaction.atomic():
            AuditEntry.objects.filter(pk=pk).delete()
    except DatabaseError:
        return False
    return True


@act("用 Wagtail 的发布按钮使内容公开")
def publish(town: Town, role: str) -> bool:
    address = edit_url(town.draft)
    town.clients[role].post(address, article(town.draft.title, **{"action-publish": "action-publish"}))
    public = Document.objects.filter(key=key_of(town.draft), state="public").exists()
    return public or ArticlePage.objects.get(pk=town.draft.pk).live


@act("看外站的草稿")
def read_foreign(town: Town, role: str) -> bool:
    return "外站的稿件" in town.clients[role].get(edit_url(town.foreign)).content.decode()


@act("改外站的草稿")
def write_foreign(town: Town, role: str) -> bool:
    address = edit_url(town.foreign)
    town.clients[role].post(address, article("改过的"))
    return newest(town.foreign) == "改过的"


@act("看构建核对并要求现在核对")
def check_builds(town: Town, role: str) -> bool:
    client = town.clients[role]
    client.post(reverse("cms_verifying:check_now"), {"site": town.here.site.key})
    sees = client.get(reverse("cms_verifying:checks")).status_code == 200
    return bool(sees and BuildCheck.objects.filter(site=town.here.site).exists())


@act("确认时钟正确")
def confirm_clock(town: Town, role: str) -> bool:
    present = clock.now()
    audit.record("system", plausible.DOUBT, "clock", expected=present.isoformat(), seen=present.isoformat())
    town.clients[role].post(reverse("cms_verifying:confirm_clock"))
    return plausible.doubt() is None
