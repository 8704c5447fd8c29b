"""What a check looks for, as data: why it matters, where that stands, how sure we are, what to do."""

from dataclasses import dataclass

CERTAINTIES = {
    "law": "法律法规",
    "standard": "国家标准或上级规定",
    "practice": "通行做法",
    "measured": "实测",
    "own": "本系统约定",
}
"""How sure we are of a rule, and how a screen says so."""


@dataclass(frozen=True)
class Rule:
    """One thing that a check finds.

    ``code`` names it for ever; ``is_serious`` stops a submission, otherwise a reviewer decides. ``mask`` names the
    form (``cms.checks.masking``) in which a number may be shown, empty when there is none.
    """

    code: str
    title: str
    why: str
    source: str
    certainty: str
    what_to_do: str
    is_serious: bool = False
    mask: str = ""
