"""The secrecy form (保密审查表): the questions of the law, answered by whoever reviews or signs.

It is kept with the approval for ever.

《中华人民共和国保守国家秘密法》第三十五条：拟公开的信息须经保密审查；《中华人民共和国保守国家秘密法实施条例》第四十二条：先审查、后公开，逐项审查。
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import clock
from .models import Approval, SecrecyQuestion

CLEAR, SENSITIVE = "no", "yes"
"""The two answers: 不涉及, 涉及."""

DEMANDED = frozenset(
    {
        Approval.Action.PUBLISH,
        Approval.Action.IMPORT,
        Approval.Action.CHANGE,
        Approval.Action.EMERGENCY,
        Approval.Action.ROLLBACK,
    }
)
"""The actions that put something before the public that it does not see now; taking back and moving do not."""

ANSWERING = (Approval.Stage.SECRECY, Approval.Stage.SIGN, Approval.Stage.CONFIRM)
"""The stages whose approval may carry the form."""


class Unanswered(Exception):
    """Raised when a question of the form is left open; the message is for the person who filled it in."""


class Sensitive(Exception):
    """Raised when an answer says that the content must not become public as it is."""


def questions() -> list[SecrecyQuestion]:
    """Return the questions in force, in order."""
    return list(SecrecyQuestion.objects.filter(is_active=True))


def filled(
    answers: Mapping[str, str], notes: Mapping[str, str] | None = None, *, person: str, at: datetime | None = None
) -> dict[str, Any]:
    """Return the form as it is kept: each question's words beside its answer, who answered and when.

    ``answers`` and ``notes`` are keyed by the questions' codes. Raises ``Unanswered`` for an open question and
    ``Sensitive`` for one answered 涉及: such content is returned, not passed.
    """
    held, noted = questions(), notes or {}
    open_ones = [question.text for question in held if answers.get(question.code) not in (CLEAR, SENSITIVE)]
    if open_ones or not held:
        raise Unanswered(_("保密审查表还有未填的事项：%(questions)s。") % {"questions": "、".join(open_ones)})
    sensitive = [question.text for question in held if answers[question.code] == SENSITIVE]
    if sensitive:
        raise Sensitive(_("保密审查认定涉及：%(questions)s。请退回，不能通过。") % {"questions": "、".join(sensitive)})
    return {
        "person": person,
        "at": (at or clock.now()).isoformat(timespec="seconds"),
        "questions": [
            {
                "code": question.code,
                "text": question.text,
                "source": question.source,
                "answer": answers[question.code],
                "note": noted.get(question.code, "").strip(),
            }
            for question in held
        ],
    }


def all_clear(person: str) -> dict[str, Any]:
    """Return the form with every question answered 不涉及 by ``person``."""
    return filled({question.code: CLEAR for question in questions()}, person=person)


def is_complete(form: Mapping[str, Any]) -> bool:
    """Return whether a kept form answers what it asked, all of it in the clear."""
    asked = form.get("questions") or []
    return bool(asked) and bool(form.get("person")) and all(entry.get("answer") == CLEAR for entry in asked)


def is_due(action: str, stage: str, stages: list[str]) -> bool:
    """Return whether the approval of ``stage`` must carry the form, where ``stages`` are demanded for ``action``.

    The secrecy reviewer fills it in; where the rule has none, the signer does; in an emergency whoever confirms.
    """
    if stage in (Approval.Stage.SECRECY, Approval.Stage.CONFIRM):
        return True
    return action in DEMANDED and stage == Approval.Stage.SIGN and Approval.Stage.SECRECY not in stages
