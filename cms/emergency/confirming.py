"""The second person: after whose word it is public at once (确认)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.inbox import items
from cms.review import tree
from sites.store import approvals, audit, clock, settled
from sites.store.admit import Refused, admit
from sites.store.approvals import NotApproved
from sites.store.models import Approval

from . import frozen
from .asked import Asked, asked_by, changes_of, content_of
from .models import EmergencyRecord
from .rights import people_of, right_to
from .waiting import SOURCE, url_of


@transaction.atomic
def confirm(record: EmergencyRecord, user: Any, *, form: Mapping[str, Any], note: str = "") -> EmergencyRecord:
    """Confirm ``record`` (确认): the notice or the document is public as soon as the worker has written it.

    ``form`` is the secrecy form as ``secrecy.filled`` returns it. Raises ``NotApproved`` or ``Refused``; then nothing
    has changed.
    """
    record = locked(record)
    if not record.is_waiting:
        raise Refused(_("这次应急发布已经办结。"))
    if record.is_over:
        raise Refused(_("结束时间已过，不能公开。请重新提出。"))
    behalf = right_to(Approval.Stage.CONFIRM, record, user, [*record.authors, record.declared_by])
    pass_stage(record, Approval.Stage.CONFIRM, asked_by(record), user, behalf, form=form, note=note)
    _make_public(record, user)
    record.confirmed_by, record.confirmed_for = user.get_username(), behalf
    record.confirmed_by_name = name_of(user)
    record.confirmed_at = clock.now()
    record.save(update_fields=["confirmed_by", "confirmed_for", "confirmed_by_name", "confirmed_at"])
    items.open_item(
        source=SOURCE,
        reference=record.uid,
        site=record.site,
        stage=Approval.Stage.AFTERWARDS,
        title=record.title,
        language="zh-hans",
        url=url_of(record),
        excluded=people_of(record),
        action=Approval.Action.EMERGENCY,
    )
    audit.record(
        user.get_username(), "confirm emergency", record.uid, record.digest, site=record.site.key, on_behalf_of=behalf
    )
    return record


def pass_stage(
    record: EmergencyRecord,
    stage: str,
    asked: Iterable[Asked],
    user: Any,
    behalf: str,
    *,
    form: Mapping[str, Any] | None = None,
    note: str = "",
    authors: Iterable[str] = (),
) -> None:
    """Record that ``user`` passed ``stage`` for everything ``asked``. Raises ``NotApproved``.

    ``authors`` are those of ``record`` unless others are named.
    """
    shown = frozen.keep(record)
    for one in asked:
        approvals.approve(
            action=Approval.Action.EMERGENCY,
            stage=stage,
            site=record.site,
            subject=one.subject,
            digest=one.digest,
            person=user.get_username(),
            person_name=name_of(user),
            authors=list(authors) or record.authors,
            note=note.strip(),
            after=one.after,
            form=form,
            on_behalf_of=behalf,
            shown=shown,
        )


def locked(record: EmergencyRecord) -> EmergencyRecord:
    """Return the record as the database has it now; nobody else decides meanwhile."""
    return EmergencyRecord.objects.select_for_update(of=("self",)).select_related("site").get(pk=record.pk)


def name_of(user: Any) -> str:
    """Return the name of ``user`` as approvals keep it."""
    return str(user.get_full_name() or user.get_username())


def _make_public(record: EmergencyRecord, user: Any) -> None:
    person = user.get_username()
    if record.is_notice:
        for change in changes_of(record):
            settled.settle(change, person=person, authors=record.authors, action=Approval.Action.EMERGENCY)
        return
    try:
        content = content_of(record)
    except LookupError as error:
        raise NotApproved(str(error)) from error
    admit(content, person=person, authors=record.authors, action=Approval.Action.EMERGENCY)
    revision = Revision.objects.filter(pk=record.revision).first()
    if revision is not None:
        tree.publish(revision.as_object(), revision, user)
