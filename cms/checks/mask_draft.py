"""Masking numbers in a draft: one click of its editor, one new revision."""

import json
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.fields import StreamField
from wagtail.models import Revision

from cms.pages.content import content_of
from cms.pages.keys import key_of
from cms.pages.models.base import PublicPage
from sites.store import audit
from sites.store.admit import Refused

from .finding import Finding
from .masking import mask_text
from .run import findings_of

UNTOUCHED = frozenset({"id", "type"})
"""What inside a body is no text: the names of its blocks."""


@transaction.atomic
def mask_draft(page: PublicPage, fingerprint: str, user: Any) -> Finding:
    """Mask the numbers of one finding everywhere in the newest draft of ``page`` and save it as a revision by ``user``.

    Returns the finding. Raises ``Refused`` when the draft may not be edited now, when the finding is gone, or when
    its number stands where no click reaches.
    """
    page = type(page).objects.select_for_update().get(pk=page.pk)
    demand_editable(page, user)
    draft: PublicPage = page.get_latest_revision_as_object()
    finding = _finding(draft, fingerprint)
    if not finding.mask:
        raise Refused(_("号码在附件里，不能在这里遮盖：请改好文件，再换上新文件。"))
    for number in finding.numbers:
        _mask(draft, number)
    if any(one.fingerprint == fingerprint for one in findings_of(draft, content_of(draft))):
        raise Refused(_("号码中间有格式（如加粗），不能自动遮盖，请在编辑器里手工改。"))
    revision: Revision = draft.save_revision(user=user, log_action=True, clean=False)
    audit.record(
        user.get_username(),
        "mask number",
        key_of(page),
        site=page.site.key,
        code=finding.code,
        where=finding.where,
        revision=revision.pk,
    )
    return finding


def demand_editable(page: PublicPage, user: Any) -> None:
    """Raise ``Refused`` unless ``user`` may edit the draft of ``page`` now."""
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise Refused(_("正在审签或已锁定，不能修改；要修改请先“撤回送审”。"))
    if not page.permissions_for_user(user).can_edit():
        raise Refused(_("您不能编辑这个页面。"))


def _finding(draft: PublicPage, fingerprint: str) -> Finding:
    for one in findings_of(draft, content_of(draft)):
        if one.fingerprint == fingerprint:
            return one
    raise Refused(_("这一处已经改过了，请刷新页面。"))


def _mask(draft: PublicPage, number: str) -> None:
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            raw = json.loads(field.value_to_string(draft))
            setattr(draft, field.attname, json.dumps(_masked(raw, number), ensure_ascii=False))
        elif isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in _KEPT:
            value = getattr(draft, field.attname)
            if isinstance(value, str) and number in value:
                setattr(draft, field.attname, mask_text(value, number)[: field.max_length])


_KEPT = frozenset({"path", "slug", "url_path"})


def _masked(value: Any, number: str) -> Any:
    if isinstance(value, str):
        return mask_text(value, number) if number in value else value
    if isinstance(value, list):
        return [_masked(item, number) for item in value]
    if isinstance(value, dict):
        return {name: item if name in UNTOUCHED else _masked(item, number) for name, item in value.items()}
    return value
