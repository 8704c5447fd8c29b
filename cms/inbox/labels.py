"""What stages, kinds and actions are called on the screens of this room."""

from cms.accounts.models import Role
from sites.store.models import Approval

KINDS = {
    "article": "稿件",
    "policy": "政策文件",
    "service": "办事指南",
    "leader": "领导信息",
    "column": "栏目",
    "home": "首页",
    "site": "站点设置",
    "organisation": "机构",
    "standard_column": "标准栏目",
    "redirect": "重定向",
    "theme": "网站主题",
    "banner": "公告横幅",
    "rollback": "回退版本",
    "guard": "发布护栏放行",
}
"""Kinds of content and of change, by the store's word."""

WAITING_STAGES = ("first", "second", "secrecy", "sign", "confirm", "afterwards")
"""The stages at which something may wait, in order."""

OVERSEERS = ("first", "second", "secrecy", "sign", "site_admin")
"""The roles that may be told of a deadline that passed."""


def stage(code: str) -> str:
    """Return the name of a stage; the code itself when nobody knows it."""
    return str(Approval.Stage(code).label) if code in Approval.Stage.values else code


def kind(code: str) -> str:
    """Return the name of a kind."""
    return KINDS.get(code, code)


def action(code: str) -> str:
    """Return the name of what is asked for."""
    return str(Approval.Action(code).label) if code in Approval.Action.values else code


def role(code: str) -> str:
    """Return the name of a role."""
    return str(Role(code).label) if code in Role.values else code
