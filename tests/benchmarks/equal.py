"""That two builds show the same: the same pages, with the same titles, the same links, about the same bytes."""

import re
from dataclasses import dataclass
from pathlib import Path

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LIST = re.compile(r"/(list_\d+\.html|page/\d+/index\.html)$")

_PAGER = 'class="pager"'


@dataclass(frozen=True)
class Tree:
    """What a folder of built files holds."""

    files: int
    pages: int
    lists: int
    bytes: int


@dataclass(frozen=True)
class Comparison:
    """How two builds compare; ``differing`` names pages whose title or number of links differs."""

    ours: Tree
    theirs: Tree
    missing: tuple[str, ...]
    differing: tuple[str, ...]
    ratio: float

    @property
    def holds(self) -> bool:
        """Whether the two are equivalent: no page missing, none differing, bytes within 3 %."""
        near = abs(self.ours.lists - self.theirs.lists) <= 0.05 * max(self.ours.pages, 1)
        return not self.missing and not self.differing and abs(self.ratio - 1) < 0.03 and near


def tree(folder: Path) -> Tree:
    """Return what ``folder`` holds."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    pages = [path for path in found if path.suffix == ".html"]
    lists = sum(1 for path in pages if _LIST.search(path.as_posix()))
    return Tree(len(found), len(pages), lists, sum(path.stat().st_size for path in found))


def compare(ours: Path, theirs: Path, every: int = 1) -> Comparison:
    """Compare our build with another of the same addresses; look into each ``every``-th page.

    Numbered list pages are counted, not compared: ours count from the oldest, others from the newest. For the same
    reason a column's first page of several shows 20 to 39 documents here and 20 there: of those the title counts alone.
    """
    pages = sorted(path.relative_to(ours).as_posix() for path in ours.rglob("*.html"))
    pages = [path for path in pages if not _LIST.search(f"/{path}")]
    missing, differing, sizes = [], [], [0, 0]
    for path in pages[::every]:
        other = theirs / path
        if not other.exists():
            missing.append(path)
            continue
        mine, its = (ours / path).read_text("utf-8"), other.read_text("utf-8")
        sizes[0], sizes[1] = sizes[0] + len(mine.encode()), sizes[1] + len(its.encode())
        if path.endswith("404.html"):
            continue
        if _said(mine) != _said(its):
            differing.append(path)
    return Comparison(tree(ours), tree(theirs), tuple(missing), tuple(differing), sizes[0] / max(sizes[1], 1))


def _said(page: str) -> tuple[str, int]:
    title = _TITLE.search(page)
    return (title[1].strip() if title else ""), 0 if _PAGER in page else page.count("<a ")
