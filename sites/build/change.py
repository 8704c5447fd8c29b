"""The change-driven build of a site: only what the touched keys lead to, and of that only what differs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction

from sites.registry.models import Site
from themes.theme import Theme

from .known import Known, known_outputs
from .making import Failure, Made, languages_of, make, remembered
from .models import EditionState, Output, OutputKey
from .program import BY_KIND, FAMILIES, Identity, Spec
from .program.leads import identities, is_wide
from .program.spec import batches
from .recording import remember
from .shared import Run

BATCH = 50
"""How many outputs are looked up together; each list page among them holds the whole documents that it shows."""


class ChangeBuild:
    """Builds what a change of ``keys`` touches at ``site``. Take ``outputs``, keep the bytes safe, then ``record``.

    Until ``record`` nothing is remembered: after a crash the same keys give the same outputs again. The theme is the
    settled one unless another is named.
    """

    def __init__(self, site: Site, keys: Iterable[str], theme: Theme | None = None) -> None:
        self.site = site
        self.keys = frozenset(keys)
        self.run = Run(site, theme)
        self.failures: list[Failure] = []
        self._changed: list[Made] = []
        self._with_other_keys: set[str] = set()
        self._failed: list[tuple[Failure, str]] = []
        self._removed: list[int] = []
        self._standing: set[str] = set()
        self._states: dict[str, str] = {}

    def outputs(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield ``(path, bytes)`` of each output that differs, ``(path, None)`` of each that ought to go."""
        rebuilt = self._languages_to_rebuild()
        for language in rebuilt:
            yield from self._rebuild(language)
        narrow: dict[tuple[str, str], set[str]] = defaultdict(set)
        for language, kind, subject in self._candidates():
            if language not in rebuilt:
                narrow[language, kind].add(subject)
        yield from self._some(narrow)

    @transaction.atomic(savepoint=False)
    def record(self) -> None:
        """Remember what was built."""
        for batch in batches(self._removed, 1000):
            Output.objects.filter(id__in=batch).delete()
        remember(self.site, self._changed, self._failed, self._with_other_keys)
        for language, digest in self._states.items():
            EditionState.objects.update_or_create(site=self.site, language=language, defaults={"digest": digest})

    def _languages_to_rebuild(self) -> list[str]:
        if not any(is_wide(key) for key in self.keys):
            return []
        before = dict(EditionState.objects.filter(site=self.site).values_list("language", "digest"))
        languages = sorted({*languages_of(self.site), *before})
        now = {language: self.run.edition(language).digest for language in languages}
        self._states = {language: digest for language, digest in now.items() if before.get(language) != digest}
        return list(self._states)

    def _candidates(self) -> set[Identity]:
        found = identities(self.site, self.run.theme, self.keys)
        for batch in batches(sorted(self.keys), 500):
            rows = OutputKey.objects.filter(key__in=batch).values_list(
                "output__site", "output__language", "output__kind", "output__subject"
            )
            found |= {Identity(*identity) for owner, *identity in rows if owner == self.site.id}
        failed = Output.objects.filter(site=self.site).exclude(error="").values_list("language", "kind", "subject")
        return found | {Identity(*values) for values in failed}

    def _rebuild(self, language: str) -> Iterator[tuple[str, bytes | None]]:
        left = dict(Output.objects.filter(site=self.site, language=language).values_list("path", "id"))
        for family in FAMILIES:
            if not family.of_site:
                for batch in batches(family.every(self.run, language), BATCH):
                    for spec in batch:
                        left.pop(spec.path, None)
                    yield from self._make(batch)
        for path, output in sorted(left.items()):
            self._removed.append(output)
            yield path, None

    def _some(self, narrow: dict[tuple[str, str], set[str]]) -> Iterator[tuple[str, bytes | None]]:
        """Make what ``narrow`` names by language and kind, then remove what ought not to be any more."""
        missing = {group: set(subjects) for group, subjects in narrow.items()}
        specs = (
            spec
            for (language, kind), subjects in sorted(narrow.items())
            for spec in BY_KIND[kind].some(self.run, language, sorted(subjects))
        )
        for batch in batches(specs, BATCH):
            for language, kind, subject in (spec.identity for spec in batch):
                missing[language, kind].discard(subject)
            yield from self._make(batch)
        for (language, kind), subjects in sorted(missing.items()):
            for absent in batches(sorted(subjects), 500):
                gone = Output.objects.filter(site=self.site, language=language, kind=kind, subject__in=absent)
                for path, output in sorted(gone.values_list("path", "id")):
                    if path not in self._standing:  # else an output of another kind took its place
                        self._removed.append(output)
                        yield path, None

    def _make(self, specs: list[Spec]) -> Iterator[tuple[str, bytes | None]]:
        known = known_outputs(self.site, [spec.path for spec in specs])
        self._standing.update(known)
        for spec in specs:
            output = known.get(spec.path)
            if output is not None and spec.digest == output.digest != "":
                self._note(remembered(spec, spec.digest), output)
                continue
            result = make(self.run, spec)
            if isinstance(result, Failure):
                self.failures.append(result)
                self._failed.append((result, output.digest if output is not None else ""))
                continue
            data, made = result
            self._note(made, output)
            if output is None or output.digest != made.digest:
                yield spec.path, data

    def _note(self, made: Made, output: Known | None) -> None:
        if output is None or output.keys != made.keys:
            self._with_other_keys.add(made.path)
        elif not output.error and output.digest == made.digest and output.identity == made.identity:
            return
        self._changed.append(made)
