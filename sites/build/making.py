"""Making one output, and what is remembered of it: shared by the full and the change-driven build."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from multilingual import registry as languages
from sites.registry.models import Edition, Site
from sites.store.reading import public
from themes import location

from .program.spec import Identity, Spec
from .reading import BuildReader
from .shared import Run

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """One output that was made: its digest and the keys to record."""

    identity: Identity
    path: str
    digest: str
    keys: frozenset[str]


@dataclass(frozen=True)
class Failure:
    """One output that could not be made; its last good version stays. ``keys`` lead to it."""

    identity: Identity
    path: str
    message: str
    keys: frozenset[str]


def make(run: Run, spec: Spec) -> tuple[bytes, Made] | Failure:
    """Return the bytes of ``spec`` and what to remember of it, or why it could not be made."""
    reader = BuildReader(run.edition(spec.identity.language), spec.ahead)
    try:
        with location.using(run.theme):
            data = spec.render(reader)
    except Exception as error:  # whatever a page raises must stop neither the others nor the queue
        logger.exception("cannot make %s of site %s", spec.path, run.site.key)
        message = f"{spec.path}: {type(error).__name__}: {error}"
        return Failure(spec.identity, spec.path, message, spec.implied | spec.needs | frozenset(reader.touched))
    return data, remembered(spec, spec.digest or hashlib.sha256(data).hexdigest(), reader.touched)


def remembered(spec: Spec, digest: str, touched: Iterable[str] = ()) -> Made:
    """Return what to remember of an output with this ``digest`` that read the keys ``touched``."""
    return Made(spec.identity, spec.path, digest, frozenset((spec.needs | set(touched)) - spec.implied))


def languages_of(site: Site) -> list[str]:
    """Return the languages in which ``site`` has or may have outputs: its editions, and whatever else is public."""
    declared = list(Edition.objects.filter(site=site).order_by("language").values_list("language", flat=True))
    others = set(languages.codes()) - set(declared)
    held = public().filter(site=site, language__in=others).order_by().values_list("language", flat=True).distinct()
    return declared + sorted(held)
