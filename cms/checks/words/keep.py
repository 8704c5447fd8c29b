"""Writing one word of a list."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sites.registry.models import Site
from sites.store import audit

from ..models import Word

SHORTEST = 2
"""A single character would be found in every text."""


@dataclass(frozen=True)
class WordValues:
    """What a form or a line of a list says about one word."""

    wrong: str
    right: str = ""
    is_serious: bool = False
    note: str = ""
    source: str = ""
    certainty: str = "practice"


@transaction.atomic
def keep_word(values: WordValues, site: Site | None, *, by: str, word: Word | None = None) -> Word:
    """Write ``values`` into ``word``, or into the entry of the same word at ``site``, or into a new one; return it.

    Raises ``ValidationError`` with a sentence when the values make no sense.
    """
    _demand_sense(values)
    if word is None:
        word = Word.objects.filter(site=site, wrong=values.wrong).first() or Word()
    is_new = word.pk is None
    word.site = site
    for name, value in vars(values).items():
        setattr(word, name, value)
    word.full_clean()
    word.save()
    said = {**vars(values), "list": site.key if site else ""}
    audit.record(by, "add word" if is_new else "change word", values.wrong, site=site.key if site else "", **said)
    return word


def _demand_sense(values: WordValues) -> None:
    if len(values.wrong) < SHORTEST:
        raise ValidationError({"wrong": _("至少写两个字：一个字会在每篇稿件里找到。")})
    if values.wrong == values.right:
        raise ValidationError({"right": _("正确写法和错误写法一样。")})
    if not values.source:
        raise ValidationError({"source": _("请写明依据：出自哪个规定、通报或词表。")})
