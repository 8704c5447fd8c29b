"""Running the checks over a draft."""

import logging

from django.utils.translation import gettext as _

from cms.pages.models.base import PublicPage
from sites.store.admit import Refused
from sites.store.content import Content

from .finding import Finding, finding
from .gathering import material_of
from .material import Material
from .registry import Check, checks
from .rules import Rule

logger = logging.getLogger(__name__)

FAILED = Rule(
    code="check-failed",
    title="有一项检查没有做成",
    why="检查程序出错，这一项没有结论。",
    source="本系统：没有结论不等于没有问题",
    certainty="own",
    what_to_do="请人工核对，并把这条提示告诉系统管理员。",
)
NAMED = 12
"""How many serious findings a refusal names; the page on findings lists all."""


def findings_of(page: PublicPage | None, content: Content) -> list[Finding]:
    """Return what the checks find in ``content``, made from the draft ``page``: serious ones first, each once."""
    material = material_of(page, content)
    found: dict[str, Finding] = {}
    for check in checks():
        for one in _found_by(check, material):
            found.setdefault(one.fingerprint, one)
    return sorted(found.values(), key=lambda one: not one.is_serious)


def check_before_submission(page: PublicPage, content: Content) -> None:
    """Raise ``Refused`` that lists the serious findings when there are any."""
    serious = [one for one in findings_of(page, content) if one.is_serious]
    if not serious:
        return
    listed = "；".join(f"{one.where}：{one.title}" for one in serious[:NAMED])
    if len(serious) > NAMED:
        listed += _("；另有 %(more)d 处") % {"more": len(serious) - NAMED}
    raise Refused(_("内容检查有严重问题，改正后才能送审：%(findings)s。") % {"findings": listed})


def _found_by(check: Check, material: Material) -> list[Finding]:
    """Return what ``check`` finds; one that fails says so and stops no other."""
    try:
        return list(check(material))
    except Exception:  # whatever a check stumbles over, the others still run and the gap is told
        logger.exception("the check %s failed on %s", check.__module__, material.content.key)
        name = check.__module__.rpartition(".")[2]
        return [finding(FAILED, name, "", named=[name, material.content.digest()])]
