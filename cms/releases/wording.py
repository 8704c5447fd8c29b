"""What a page says, line by line, and what changed between two of them: for whoever does not look at pictures."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

SAME, GONE, NEW = "same", "gone", "new"
AROUND = 2
"""How many unchanged lines are shown beside a change."""

MOST = 4000
"""Lines of a page that are compared at most."""

_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "header", "footer", "nav", "main", "aside", "form", "label", "button"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "tr",
            "td",
            "th",
            "dt",
            "dd",
            "br",
            "figcaption",
            "option",
            "title",
        ),
    )
)
_SILENT = frozenset(("script", "style", "template", "noscript"))


@dataclass(frozen=True)
class Said:
    """One line: ``how`` says whether it stayed, went or came; an empty ``text`` stands for lines left out."""

    how: str
    text: str


def difference(before: bytes | None, after: bytes | None) -> list[Said]:
    """Return the lines of two pages that differ, with some around them; empty when they say the same."""
    old, new = lines_of(before or b""), lines_of(after or b"")
    found: list[Said] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _around(old[i1:i2], is_first=i1 == 0, is_last=i2 == len(old))
        else:
            found += [Said(GONE, line) for line in old[i1:i2]] + [Said(NEW, line) for line in new[j1:j2]]
    return found if any(one.how != SAME for one in found) else []


def lines_of(html: bytes) -> list[str]:
    """Return what the page ``html`` says, a line for each piece of text, with what its pictures show."""
    reader = _Reader()
    reader.feed(html.decode("utf-8", "replace"))
    reader.close()
    return [line for line in (" ".join(text.split()) for text in reader.lines) if line][:MOST]


def _around(lines: list[str], *, is_first: bool, is_last: bool) -> list[Said]:
    head = [] if is_first else lines[:AROUND]
    rest = lines[len(head) :]
    tail = [] if is_last else rest[-AROUND:]
    left_out = len(rest) > len(tail)
    return [
        *(Said(SAME, line) for line in head),
        *([Said(SAME, "")] if left_out else []),
        *(Said(SAME, line) for line in tail),
    ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.lines.append("")
        if tag == "img":
            said = dict(attrs).get("alt")
            self.lines.append(f"［图］{said}" if said else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(self._silent - (tag in _SILENT), 0)
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data
