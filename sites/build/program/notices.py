"""The emergency notices of an edition as a small file, so that no page but the home is written anew for them."""

from collections.abc import Iterable, Iterator

from sites.registry import addresses
from sites.store import keys
from sites.store.content import canonical_json

from ..context import Notice
from ..notices import NOTICE, notices_of
from ..reading import BuildReader
from ..shared import Run
from .spec import Identity, Spec

KIND = "notice"


class Notices:
    """The file that every page but the home fetches; it is there also while there is nothing to say."""

    kind = KIND
    of_site = False

    def every(self, run: Run, language: str) -> Iterator[Spec]:
        """Yield it, once the edition's home is public."""
        if run.edition(language).home is not None:
            path = addresses.edition_prefix(language) + NOTICE
            implied = frozenset({keys.notice(run.site.key)})
            yield Spec(Identity(language, self.kind, ""), path, _file, implied)

    def some(self, run: Run, language: str, subjects: Iterable[str]) -> Iterator[Spec]:
        """Yield it, whatever ``subjects``: there is one."""
        return self.every(run, language)


def _file(reader: BuildReader) -> bytes:
    return canonical_json({"notices": [_said(notice) for notice in notices_of(reader)]}) + b"\n"


def _said(notice: Notice) -> dict[str, object]:
    said: dict[str, object] = {
        "text": notice.text,
        "lang": notice.language.html_lang,
        "dir": notice.language.direction,
    }
    if notice.link is not None:
        said["link"] = {"text": notice.link.text, "url": notice.link.url}
    return said
