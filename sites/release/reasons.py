"""Why a release failed, in a sentence for whoever waits for it."""

import errno

import pygit2
from django.db import Error as DatabaseError
from django.utils.translation import gettext as _
from jinja2 import TemplateError

from sites.git.repository import Moved
from sites.store.settling.checking import Unsettled
from themes.snapshots import SnapshotAltered

from .guard.guard import Held
from .lock import Lost

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_WRITABLE = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def sentence(error: BaseException) -> str:
    """Return what happened and what it needs, then the error's own words for the technician."""
    if isinstance(error, Held):
        return str(error)
    return f"{_said(error)}（{type(error).__name__}: {error}）"


def _said(error: BaseException) -> str:
    if isinstance(error, Unsettled | SnapshotAltered):
        return _("网站保持原样；恢复后自动继续。")
    if isinstance(error, OSError) and error.errno in NO_SPACE:
        return _("磁盘空间不足，网站保持原样；腾出空间后自动继续。")
    if isinstance(error, OSError) and error.errno in NOT_WRITABLE:
        return _("服务器上的文件夹不可写，网站保持原样；改正权限后自动继续。")
    if isinstance(error, DatabaseError | Lost):
        return _("与数据库的连接中断，网站保持原样；恢复后自动继续。")
    if isinstance(error, Moved):
        return _("另一进程同时发布了本站点，本次作废；稍后自动重试。")
    if isinstance(error, pygit2.GitError):
        return _("本站点的发布库读写出错，网站保持原样；请技术人员检查，修复后自动继续。")
    if isinstance(error, TemplateError):
        return _("网页模板有错误，网站保持原样；主题改正后自动重新生成。")
    return _("本次发布没有成功，网站保持原样；系统会自动重试。")
