"""Search, site map and not found: they exist while the edition has a home."""

from collections.abc import Iterable, Iterator
from functools import partial

from sites.registry import addresses

from ..reading import BuildReader
from ..rendering.html import render
from ..rendering.shells import SHELLS, Shell, shell_page
from ..shared import Run
from .spec import Identity, Spec


class Shells:
    """The pages that show no document; the subject is the template's name."""

    kind = "shell"
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield all three, once the edition's home is public."""
        return self.some(run, language, SHELLS)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield those named by ``subjects``, once the edition's home is public."""
        if run.edition(language).home is None:
            return
        for name in subjects:
            shell = SHELLS[name]
            path = addresses.edition_prefix(language) + shell.path
            yield Spec(Identity(language, self.kind, name), path, partial(_page, shell=shell))


def _page(reader: BuildReader, shell: Shell) -> bytes:
    return render(shell_page(reader, shell))
