"""Taking a whole list of words over: the good lines count, the bad ones are told, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError
from django.db import transaction

from sites.registry.models import Site
from sites.store import audit

from ..models import Word
from .files import Line
from .keep import WordValues, keep_word


@dataclass
class Taken:
    """What became of a list's lines."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def take_list(lines: Iterable[Line], site: Site | None, *, source: str, name: str, by: str) -> Taken:
    """Write the good ones of ``lines`` into the list of ``site`` (None: of all sites); return what became of them.

    ``source`` stands for lines that name none of their own; ``name`` is the file's.
    """
    taken = Taken()
    for line in lines:
        if line.values is None:
            taken.problems.append((line.number, line.problem))
            continue
        values = line.values if line.values.source else replace(line.values, source=source)
        try:
            with transaction.atomic():
                _take(values, site, by, taken)
        except ValidationError as error:
            taken.problems.append((line.number, "".join(error.messages)))
    audit.record(
        by,
        "take word list",
        name[:150],
        site=site.key if site else "",
        added=taken.added,
        changed=taken.changed,
        refused=len(taken.problems),
    )
    return taken


def _take(values: WordValues, site: Site | None, by: str, taken: Taken) -> None:
    held = Word.objects.filter(site=site, wrong=values.wrong).first()
    if held is not None and all(getattr(held, name) == value for name, value in vars(values).items()):
        taken.unchanged += 1
        return
    keep_word(values, site, by=by, word=held)
    if held is None:
        taken.added += 1
    else:
        taken.changed += 1
