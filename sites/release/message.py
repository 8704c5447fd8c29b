"""What a release says of itself: its cause, its documents, the approvals behind them, the ledger's head."""

from sites.git.trailers import lines_of
from sites.registry.models import Site
from sites.store import audit
from sites.store.content import withdrawal_digest
from sites.store.models import Approval, Document, OutboxEntry

from .heads import line_of

NAMED = 100
"""How many documents a message names before it only counts the rest."""


def of_entries(site: Site, entries: list[OutboxEntry]) -> str:
    """Return the message of a release that ``entries`` of the outbox caused."""
    named = entries[:NAMED]
    documents = {found.key: found for found in Document.objects.filter(key__in=[entry.document for entry in named])}
    lines = []
    for entry in named:
        document = documents.get(entry.document)
        title = document.title if document is not None else ""
        lines.append(f"{entry.cause}: {_line(title)} {entry.document} {entry.digest}".strip())
        if entry.digest:
            lines += [f"  {_approval(approval)}" for approval in _approvals(entry, document)]
    if len(entries) > NAMED:
        lines.append(f"and {len(entries) - NAMED} more")
    return f"{_subject(site, entries, documents)}\n\n{_facts(site)}" + "\n".join(lines) + "\n"


def of_cause(site: Site, cause: str) -> str:
    """Return the message of a release that no entry of the outbox caused."""
    return f"{_line(cause)}: {site.key}\n\n{_facts(site)}"


def _facts(site: Site) -> str:
    return lines_of(site.key, site.host, site.path) + line_of(audit.head())


def _subject(site: Site, entries: list[OutboxEntry], documents: dict[str, Document]) -> str:
    causes = sorted({entry.cause for entry in entries}) or ["change"]
    if len(entries) == 1 and entries[0].document in documents:
        return f"{causes[0]}: {_line(documents[entries[0].document].title)}"
    return f"{', '.join(causes)}: {len(entries)} changes of {site.key}"


def _approvals(entry: OutboxEntry, document: Document | None) -> list[Approval]:
    if entry.cause == "withdraw":
        leads_to = document.leads_to if document is not None and not document.is_public else ""
        digests = [withdrawal_digest(entry.document, entry.digest, leads_to)]
    else:
        digests = list({entry.digest, document.approved_digest if document is not None else entry.digest})
    return list(Approval.objects.filter(digest__in=digests).order_by("id"))


def _approval(approval: Approval) -> str:
    at = approval.at.isoformat(timespec="seconds")
    return (
        f"{approval.action}/{approval.stage}: {_line(approval.person_name)} ({approval.person}) {at} {approval.digest}"
    )


def _line(text: str) -> str:
    return " ".join(text.split())
