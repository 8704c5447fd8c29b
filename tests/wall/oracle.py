"""An opinion of its own on whether a document may be public, from the rows alone.

It never calls ``sites.store.approvals``: a mistake there must not be able to hide itself.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from sites.store.models import Approval, ApprovalRule, Document, Version

LETS_IN = ("publish", "import", "move", "emergency", "rollback")
WITH_FORM = ("publish", "import", "emergency", "rollback")
FORM_KEEPERS = ("secrecy", "sign", "confirm")


def digest_of(document: Document) -> str:
    """Return the SHA-256 of what the store holds under ``document``, worked out from its columns."""
    held = {
        "site": document.site.key,
        "language": document.language,
        "kind": document.kind,
        "key": document.key,
        "translation_group": document.translation_group,
        "column": document.column,
        "slug": document.path.split("/")[-2] if document.kind == "column" else "",
        "payload": document.payload,
    }
    text = json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def objections(key: str, wrote: Iterable[str] = (), after: int = 0) -> list[str]:
    """Return why the document with this ``key`` must not stand as it does; empty when it may.

    ``wrote`` are people who are known to have contributed, whatever the approvals say about that. Approvals up to the
    id ``after`` were there when the document last changed: they were used up, or too few.
    """
    document = Document.objects.select_related("site").filter(key=key).first()
    if document is None:
        return [f"{key}: the document is gone"]
    if not document.is_public and _goes_back(document, ""):
        return _lacking(document, "rollback", document.approved_digest, (), after)
    if not document.is_public:
        said = json.dumps({"published": document.digest, "withdraw": key}, separators=(",", ":"))
        return _lacking(document, "withdraw", hashlib.sha256(said.encode()).hexdigest(), (), after)
    found = []
    if digest_of(document) != document.digest:
        found.append(f"{key}: the bytes are not those that its digest names")
    actions = set(Approval.objects.filter(digest=document.approved_digest).values_list("action", flat=True))
    reasons = [_lacking(document, one, document.approved_digest, wrote, after) for one in actions & set(LETS_IN)]
    if not reasons:
        found.append(f"{key}: no approval names {document.approved_digest}")
    elif all(reasons):
        found += reasons[0]
    if "rollback" in actions and not _goes_back(document, document.digest):
        found.append(f"{key}: the plan that was approved names other content")
    if document.approved_digest != document.digest and not actions & {"import", "rollback"}:
        found.append(f"{key}: the approvals name other content")
    return found


def _lacking(document: Document, action: str, digest: str, wrote: Iterable[str], after: int) -> list[str]:
    given = Approval.objects.filter(action=action, digest=digest, site=document.site, id__gt=after)
    if action != "import":
        given = given.filter(subject=f"rollback:{document.site.key}" if action == "rollback" else document.key)
    barred = set(wrote if action in ("publish", "import") else ()).union(*(approval.authors for approval in given))
    valid = [approval for approval in given if approval.stage == "declare" or not _people(approval) & barred]
    by_stage = {approval.stage: _people(approval) for approval in valid}
    found = [f"{document.key}: {stage} lacks for {action}" for stage in _demanded(document, action) - by_stage.keys()]
    persons = [person for people in by_stage.values() for person in people]
    if len(by_stage) < 2 or len(persons) != len(set(persons)):
        found.append(f"{document.key}: one person stands behind several stages")
    forms = [approval.form for approval in valid if approval.stage in FORM_KEEPERS]
    if action in WITH_FORM and not any(_is_clear(form) for form in forms):
        found.append(f"{document.key}: nobody filled the secrecy form")
    return found


def _goes_back(document: Document, digest: str) -> bool:
    """Return whether the kept plan that the document names gives it the content with this ``digest``."""
    row = Version.objects.filter(digest=document.approved_digest).first()
    text = zlib.decompress(bytes(row.canonical)) if row else b"{}"
    if hashlib.sha256(text).hexdigest() != document.approved_digest:
        return False
    plan = json.loads(text)
    return plan.get("rollback") == document.site.key and [document.key, digest] in [
        [key, then] for key, _now, then in plan["documents"]
    ]


def _people(approval: Approval) -> set[str]:
    return {approval.person, approval.on_behalf_of} - {""}


def _demanded(document: Document, action: str) -> set[str]:
    if action == "emergency":
        return {"declare", "confirm"}
    fitting = [
        ((rule.site_id is not None, bool(rule.action), bool(rule.kind)), rule)
        for rule in ApprovalRule.objects.all()
        if rule.site_id in (None, document.site_id) and rule.action in ("", action) and rule.kind in ("", document.kind)
    ]
    return set(max(fitting, key=lambda pair: pair[0])[1].stages) if fitting else {"a rule"}


def _is_clear(form: dict[str, Any]) -> bool:
    answers = [entry.get("answer") for entry in form.get("questions", [])]
    return bool(answers) and set(answers) == {"no"}
