"""What else an editor may ask for: another column, an old version. Both go through the chain (调整栏目、恢复旧版本)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from cms.pages.keys import key_of
from cms.pages.models import ColumnPage, HomePage
from cms.pages.models.base import ListedPage, PublicPage
from cms.pages.status import document_of
from sites.store import audit
from sites.store.admit import Refused
from sites.store.models import Approval, Document

from .actions import leave_returned, prepared, start
from .opening import demand_editor
from .versions_once_public import OldVersion


@transaction.atomic
def request_move(page: PublicPage, user: Any, target: ColumnPage, reason: str) -> WorkflowState:
    """Ask for what is public of ``page`` to stand in the column ``target`` (申请调整栏目); its address stays.

    Raises ``Refused`` when nothing is public, or when the column does not fit.
    """
    demand_editor(user, page.site)
    reason = reason.strip()
    document = document_of(page)
    if document is None or not document.is_public:
        raise Refused(_("稿件还没有公开，可以直接移动，不必申请。"))
    if target.pk not in {column.pk for column in columns_for(page)}:
        raise Refused(_("请选择本站点同一语种、能放这类内容的已公开栏目。"))
    if not reason:
        raise Refused(_("请写明调整栏目的理由。"))
    fresh = prepared(page, user)
    leave_returned(fresh, user)
    return start(fresh, user, action=Approval.Action.MOVE, target=target, reason=reason)


def columns_for(page: PublicPage) -> list[ColumnPage]:
    """Return the public columns of the same edition that ``page`` could stand in, in the tree's order."""
    home = HomePage.objects.ancestor_of(page).first()
    if home is None or not isinstance(page, ListedPage):
        return []
    columns = list(ColumnPage.objects.descendant_of(home).select_related("locale").order_by("path"))
    keys = [key_of(column) for column in columns]
    public = set(Document.objects.filter(key__in=keys, state=Document.State.PUBLIC).values_list("key", flat=True))
    return [
        column
        for column in columns
        if key_of(column) in public
        and not page.is_child_of(column)
        and (not page.column_lists or column.lists == page.column_lists)
    ]


@transaction.atomic
def restore(page: PublicPage, user: Any, version: OldVersion) -> WorkflowState:
    """Make ``version``, which was public once, the newest draft of ``page`` and submit it (恢复旧版本).

    Raises ``Refused`` while something of the page is under review, and for what ``submit`` would refuse.
    """
    demand_editor(user, page.site)
    if version.revision is None:
        raise Refused(_("这一版没有留下可编辑的稿件，不能恢复。"))
    document = document_of(page)
    if document is not None and document.is_public and document.digest == version.digest:
        raise Refused(_("这一版就是现在公开的内容，不必恢复。"))
    leave_returned(prepared(page, user), user)
    draft = draft_of(version)
    draft.save_revision(user=user, previous_revision=version.revision)
    audit.record(user.get_username(), "restore version", key_of(page), version.digest, site=page.site.key)
    return start(prepared(page, user), user, restores=version.digest)


def draft_of(version: OldVersion) -> PublicPage:
    """Return the draft that restoring ``version`` makes; an end that has passed already goes."""
    if version.revision is None:
        raise Refused(_("这一版没有留下可编辑的稿件，不能恢复。"))
    draft: PublicPage = version.revision.as_object()
    if draft.expire_at and draft.expire_at <= timezone.now():
        draft.expire_at = None
    return draft
