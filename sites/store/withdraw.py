"""The one way out: a public document is taken back, after the same review that let it in."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from . import affected, approvals, audit, clock, leading, outbox
from .admit import Refused
from .content import withdrawal_digest
from .models import Approval, Document, ScheduledAdmission


@transaction.atomic
def withdraw(key: str, *, person: str, authors: Iterable[str], reason: str, leads_to: str = "") -> Document:
    """Take the document with this ``key`` back from the public.

    Needs the approvals of a withdrawal for exactly the version that is public now and for exactly where its address is
    to lead (``leading.py``; empty: gone). ``authors`` are the user names of whoever asked for it. Returns the
    document. Raises ``approvals.NotApproved`` without them, and ``Refused`` when nothing is public under the key, when
    public documents still stand in the column, or when the address may not lead there.
    """
    document = Document.objects.select_for_update().filter(key=key, state=Document.State.PUBLIC).first()
    if document is None:
        raise Refused(_("没有已公开的内容可撤。"))
    if Document.objects.filter(column=key, state=Document.State.PUBLIC).exists():
        raise Refused(_("栏目里还有已公开的内容，请先撤下它们。"))
    leading.demand(document, leads_to)
    named = withdrawal_digest(key, document.digest, leads_to)
    given = approvals.demand(
        action=Approval.Action.WITHDRAW,
        site=document.site,
        kind=document.kind,
        subject=key,
        digest=named,
        authors=authors,
        after=document.last_approval,
    )
    document.last_approval = max(approval.id for approval in given)
    take_back(document, person=person, act="withdraw", named=named, reason=reason, leads_to=leads_to)
    return document


def take_back(document: Document, *, person: str, act: str, named: str, reason: str, leads_to: str = "") -> None:
    """Let ``document`` be public no longer; whoever calls this has made sure that it may be, in this transaction."""
    document.state = Document.State.WITHDRAWN
    document.withdrawn_at = clock.now()
    document.expires_at = None
    document.leads_to = leads_to
    document.save(update_fields=["state", "withdrawn_at", "expires_at", "leads_to", "last_approval"])
    ScheduledAdmission.objects.filter(key=document.key).delete()
    outbox.announce(document.site, "withdraw", affected.keys_of(document), document.key, document.digest)
    said = {"reason": reason, "path": document.path} | ({"leads_to": leads_to} if leads_to else {})
    audit.record(person, act, document.key, named, site=document.site.key, **said)
