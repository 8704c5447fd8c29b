"""The emergency notices of an edition as a small file, so that no page but the home is written anew for them."""

from collections.abc import Iterable, Iterator

from multilingual.bidi import ISOLATED
from multilingual.registry import Language
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
        "text": _isolated(notice.text, notice.language),
        "lang": notice.language.html_lang,
        "dir": notice.language.direction,
    }
    if notice.link is not None:
        said["link"] = {"text": _isolated(notice.link.text, notice.language), "url": notice.link.url}
    return said


def _isolated(text: str, language: Language) -> str:
    """Return ``text`` with its phones and numbers between U+2066 and U+2069: a script puts it in as plain text."""
    if language.direction == "ltr" and not language.is_vertical:
        return text
    return ISOLATED.sub(lambda match: f"\u2066{match[0]}\u2069", text)
