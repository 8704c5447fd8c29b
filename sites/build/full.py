"""The full build of a site: every output that ought to exist, from the store alone."""

from collections.abc import Callable, Iterator

from django.db import transaction

from sites.registry import addresses
from sites.registry.models import Site
from themes.theme import Theme

from .maker import maker_digest
from .making import Failure, Made, languages_of, make, remembered
from .models import EditionState, Output, SiteState
from .program import FAMILIES, Spec
from .recording import replace_all
from .shared import Run
from .theme import settled_digest


class FullBuild:
    """Builds every output of ``site``. Take ``outputs``, keep the bytes safe, then ``record``.

    ``is_held(path, digest)`` says that the caller has those bytes already; such an output is not read again. The
    theme is the settled one unless another is named.
    Afterwards ``kept`` holds the paths that the caller must carry over from the last release: those held
    and those whose newest version failed.
    """

    def __init__(
        self, site: Site, is_held: Callable[[str, str], bool] | None = None, theme: Theme | None = None
    ) -> None:
        self.site = site
        self.run = Run(site, theme)
        self.kept: list[str] = []
        self.failures: list[Failure] = []
        self._is_held = is_held or (lambda path, digest: False)
        self._made: list[Made] = []
        self._states: dict[str, str] = {}

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield ``(path, bytes)`` of each output; a failing one is left out and noted in ``failures``."""
        for spec in self.specs():
            if spec.digest and self._is_held(spec.path, spec.digest):
                self._made.append(remembered(spec, spec.digest))
                self.kept.append(spec.path)
                continue
            result = make(self.run, spec)
            if isinstance(result, Failure):
                self.failures.append(result)
                continue
            data, made = result
            self._made.append(made)
            yield spec.path, data
        good = self._last_good()
        self.kept.extend(failure.path for failure in self.failures if good.get(failure.path))

    def specs(self) -> Iterator[Spec]:
        """Yield every output that ought to exist."""
        for language in languages_of(self.site):
            self._states[language] = self.run.edition(language).digest
            for family in FAMILIES:
                if not family.of_site:
                    yield from family.every(self.run, language)
        for family in FAMILIES:
            if family.of_site:
                yield from family.every(self.run, "")

    @transaction.atomic(savepoint=False)
    def record(self) -> None:
        """Remember what was built, in place of whatever was remembered of the site."""
        good = self._last_good()
        replace_all(self.site, self._made, [(failure, good.get(failure.path, "")) for failure in self.failures])
        EditionState.objects.filter(site=self.site).delete()
        EditionState.objects.bulk_create(
            EditionState(site=self.site, language=language, digest=digest) for language, digest in self._states.items()
        )
        SiteState.objects.update_or_create(site=self.site, defaults=state_of(self.site, self.run.theme.digest))

    def _last_good(self) -> dict[str, str]:
        paths = [failure.path for failure in self.failures]
        return dict(Output.objects.filter(site=self.site, path__in=paths).values_list("path", "digest"))


def state_of(site: Site, theme: str) -> dict[str, str]:
    """Return the fields of ``SiteState`` that a build of ``site`` with the theme of this digest leaves behind now."""
    return {"maker": maker_digest(theme), "theme": theme, "base": addresses.absolute_url(site, "")}


def is_current(site: Site, theme: str | None = None) -> bool:
    """Return whether ``site`` was last built in full with the settled theme, by this builder, for this address.

    ``theme`` is the digest of the settled theme where the caller knows it.
    """
    digest = settled_digest() if theme is None else theme
    return SiteState.objects.filter(site=site, **state_of(site, digest)).exists()
