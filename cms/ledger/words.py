"""Each act in plain words (事项说法): a table from what the program records to what people read.

``{what}`` stands for the title of the document, or whatever the entry names; other names stand for the entry's detail,
in words where ``DETAIL_WORDS`` has them. An act that is not in the table is shown as it was recorded.
"""

from dataclasses import dataclass
from typing import Any

from cms.accounts.models import Administrator, Role
from sites.store.models import Approval


@dataclass(frozen=True)
class Group:
    """Acts of one sort, as the list's filter offers them."""

    code: str
    name: str
    acts: dict[str, str]


GROUPS = (
    Group(
        "review",
        "送审与审签",
        {
            "submit publish": "把{what}送审，申请发布",
            "submit withdraw": "把{what}送审，申请撤下",
            "submit move": "把{what}送审，申请调整栏目",
            "approve publish": "通过{what}的发布审签（{stage}）",
            "approve withdraw": "通过{what}的撤稿审签（{stage}）",
            "approve move": "通过{what}的栏目调整（{stage}）",
            "approve import": "通过批量导入{what}（{stage}）",
            "approve change": "通过变更{what}（{stage}）",
            "approve emergency": "办理应急发布{what}（{stage}）",
            "return publish": "退回{what}，不同意发布（{stage}）",
            "return withdraw": "退回{what}的撤稿申请（{stage}）",
            "return move": "退回{what}的栏目调整（{stage}）",
            "return import": "退回批量导入{what}",
            "return change": "退回变更{what}",
            "ask rollback": "申请回退{what}",
            "approve rollback": "通过回退{what}（{stage}）",
            "return rollback": "退回{what}的回退申请",
            "cancel rollback": "撤回{what}的回退申请",
            "recall submission": "撤回{what}的送审",
            "restore version": "申请恢复{what}的旧版本",
            "draft import": "上传批量导入文件{what}",
            "ask change": "申请变更{what}",
            "cancel change": "撤回变更申请{what}",
            "accept finding": "对{what}的检查提示作出处理（{code}）",
            "mask number": "在{what}的草稿中遮盖号码",
            "declare emergency": "提出应急发布{what}",
            "confirm emergency": "确认应急发布{what}",
            "cancel emergency": "撤回应急发布{what}",
            "ask to end emergency": "申请提前结束应急发布{what}",
            "end emergency": "确认提前结束应急发布{what}",
            "review emergency": "对应急发布{what}作事后审查",
        },
    ),
    Group(
        "public",
        "公开与撤下",
        {
            "admit": "公开{what}",
            "move": "调整{what}的栏目",
            "import": "批量导入{what}完成公开",
            "withdraw": "撤下{what}",
            "expire": "{what}到期，自动撤下",
            "emergency": "应急公开{what}",
            "schedule": "安排{what}定时公开",
            "cancel schedule": "取消{what}的定时公开",
            "relist": "重排栏目{what}的列表",
            "roll back": "回退{what}：恢复 {restored} 篇，撤下 {taken_back} 篇",
            "roll back document": "随回退版本恢复或撤下{what}",
            "settle site": "{what}的变更生效",
            "settle organisation": "{what}的变更生效",
            "settle standard_column": "{what}的变更生效",
            "settle redirect": "{what}的变更生效",
            "settle theme": "{what}的变更生效",
            "settle banner": "{what}的变更生效",
            "end banner": "{what}到时结束",
            "repair theme": "修复网站主题{what}的文件",
            "settle baseline": "登记{what}的初始状态",
            "restore settled": "按审签恢复被改动的{what}",
            "prepare site": "建立站点{what}",
            "set port": "设定站点{what}的端口",
        },
    ),
    Group(
        "accounts",
        "账号与权限",
        {
            "grant role": "授予{what}角色“{granted}”",
            "revoke role": "收回{what}的角色“{revoked}”",
            "appoint administrator": "任命{what}为{granted}",
            "dismiss administrator": "免去{what}的{revoked}",
            "create account": "建立账号{what}",
            "disable account": "停用账号{what}",
            "enable account": "启用账号{what}",
            "reset password": "重置{what}的口令",
            "delegate": "委托审签：{giver}委托{holder}，{first_day}至{last_day}",
            "revoke delegation": "终止委托{what}",
            "unlock": "解除{what}的锁定",
            "remove second factor": "解除{what}的双因素绑定",
        },
    ),
    Group(
        "login",
        "登录",
        {
            "log in": "登录",
            "log out": "退出",
            "log in failed": "登录失败（{what}）",
            "lock out": "连续登录失败，{what}被锁定",
            "second factor passed": "通过双因素验证",
            "second factor failed": "双因素验证失败",
            "enrol second factor": "绑定双因素验证",
            "make backup codes": "生成备用码",
            "redeem enabling code": "用启用码启用账号",
            "wrong enabling code": "启用码错误",
            "change password": "修改口令",
            "end other sessions": "结束其他登录",
        },
    ),
    Group(
        "rules",
        "规则与设置",
        {
            "set rule": "设定审签规则{what}",
            "remove rule": "删除审签规则{what}",
            "set deadline": "设定办理时限{what}",
            "remove deadline": "删除办理时限{what}",
            "set holiday": "设定节假日{what}",
            "remove holiday": "删除节假日{what}",
            "add word": "词表新增{what}",
            "change word": "词表修改{what}",
            "drop word": "词表删除{what}",
            "take word list": "导入词表{what}",
            "set emergency limit": "设定应急发布时限{what}",
            "set security limit": "设定安全参数{what}",
            "set second factor rule": "设定双因素要求{what}",
            "set guard rule": "设定发布护栏规则{what}",
            "remove guard rule": "删除发布护栏规则{what}",
        },
    ),
    Group(
        "system",
        "系统",
        {
            "repository put aside": "{what}的发布库损坏，已移开并重新生成",
            "remind": "提醒办理{what}（{stage}）",
            "escalate": "{what}超期，已上报（{stage}）",
            "keep picture": "为{what}审签时的页面留影",
            "export ledger": "导出操作记录：{what}",
            "export site archive": "下载网页归档{what}",
            "prune logs": "清理过期日志：{what}",
            "ask build check": "要求现在核对{what}的构建",
            "build differs": "构建核对：{what}有 {count} 个公开文件不一致",
            "doubt clock": "时钟存疑：应为 {expected}，显示 {seen}；定时发布和到期撤下暂停",
            "confirm clock": "确认时钟正确（{shown}）",
            "clock right again": "时钟恢复正确（{shown}）",
            "name mirror": "登记镜像节点{what}",
            "remove mirror": "移除镜像节点{what}",
            "write bundle": "制作离线数据包：{what}",
            "housekeeping": "清理存储：{what}",
        },
    ),
)
SENTENCES = {act: sentence for group in GROUPS for act, sentence in group.acts.items()}

DETAIL_WORDS: dict[str, dict[str, str]] = {
    "stage": {str(value): str(label) for value, label in Approval.Stage.choices},
    "granted": {},
    "revoked": {},
}
ROLE_WORDS = {str(value): str(label) for value, label in [*Role.choices, *Administrator.choices]}
ROLE_WORDS |= DETAIL_WORDS["stage"]
DETAIL_WORDS["granted"] = DETAIL_WORDS["revoked"] = ROLE_WORDS

PROGRAM = {
    "system": "系统",
    "security": "系统",
    "prepare": "安装命令",
    "export_ledger": "导出命令",
    "prune_logs": "清理命令",
}
"""Who acted, where it was no account."""

KINDS = {
    "site": "站点",
    "organisation": "机构",
    "standard_column": "标准栏目",
    "redirect": "网址跳转",
    "theme": "网站主题",
    "banner": "横幅",
    "delegation": "委托",
    "rollback": "站点版本",
    "release": "发布",
}
"""What a subject ``kind:key`` is."""

FACTS = {
    "reason": "理由",
    "note": "意见",
    "on_behalf_of": "受委托，代",
    "path": "网址",
    "leads_to": "转到",
    "file": "文件",
    "due_at": "时间",
    "before": "原为",
    "now": "改为",
    "source": "依据",
}
"""Parts of an entry's detail that the list shows in words; the rest stands in the full entry."""


def is_settled(subject: str) -> bool:
    """Return whether ``subject`` is a settled thing, which has a record of its own."""
    return subject.partition(":")[0] in KINDS.keys() - {"delegation", "rollback", "release"} and ":" in subject


class _Words(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "—"


def sentence(act: str, what: str, detail: dict[str, Any]) -> str:
    """Return what was done, in words; ``what`` is the name of what it was done to."""
    said = {name: DETAIL_WORDS.get(name, {}).get(str(value), str(value)) for name, value in detail.items()}
    pattern = SENTENCES.get(act)
    return pattern.format_map(_Words(said | {"what": what})) if pattern else f"{act} {what}".strip()


def role_word(role: str) -> str:
    """Return the name of a role, empty for none."""
    return ROLE_WORDS.get(role, role)


def facts(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what else of an entry's detail people should read, with its name."""
    return [(name, str(detail[key])) for key, name in FACTS.items() if detail.get(key) not in (None, "", [])]


def acts_of(code: str) -> list[str]:
    """Return the acts of a group, none for an unknown one."""
    return next((list(group.acts) for group in GROUPS if group.code == code), [])
