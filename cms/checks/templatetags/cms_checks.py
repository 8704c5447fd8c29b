"""What the templates ask about findings."""

from collections.abc import Iterable, Mapping

from django import template

from ..finding import Finding
from ..models import FindingDecision

register = template.Library()


@register.simple_tag
def decision_on(decisions: Mapping[str, FindingDecision] | None, finding: Finding) -> FindingDecision | None:
    """Return the decision on ``finding``, None while there is none."""
    return (decisions or {}).get(finding.fingerprint)


@register.simple_tag
def serious_count(findings: Iterable[Finding]) -> int:
    """Return how many of ``findings`` stop a submission."""
    return sum(one.is_serious for one in findings)
