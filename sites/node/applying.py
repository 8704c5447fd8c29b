"""Taking a bundle (离线数据包) in: verified as a whole, in its turn, and each site through the one gate.

Ended at any point, it is simply applied again: what a site took it keeps, and the bundle counts as taken only when
every site has.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sites.exchange import bundles
from sites.exchange.bundles import Manifest, receipt_of
from sites.git import faults
from sites.git.repository import Repository

from .accepting import Refused, accept
from .holding import holding
from .pulling import Outcome, fetch

TAKEN = "bundles.json"
"""Which bundles this node has taken, below its state folder."""
_EXTRACTED = ".bundle-"


class OutOfTurn(Refused):
    """Raised for a bundle that does not follow those taken; the message says what is missing."""


@dataclass(frozen=True)
class Applied:
    """What a bundle brought: its number, its receipt, whether it was taken before, what became of each site."""

    number: int
    receipt: str
    is_repeated: bool
    outcomes: list[Outcome]


@dataclass
class Taken:
    """The bundles that this node has taken: for whom they were, and the digest of each by its number."""

    recipient: str = ""
    digests: dict[int, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Return the number of the newest one, 0 while there is none."""
        return max(self.digests, default=0)


def apply(path: Path, var: Path, keys: str, check_out: Callable[[Repository], object]) -> Applied:
    """Take the bundle at ``path`` in, for the node whose state folder is ``var``.

    ``keys`` and ``check_out`` as for ``accept``. A bundle taken before changes nothing. Raises ``bundles.Damaged``,
    ``signing.Unsigned`` and ``OutOfTurn`` before anything was touched. A site that refuses its part is told in the
    outcomes; the others go on, and the bundle is not counted as taken.
    """
    manifest, digest = bundles.read_manifest(path, keys)
    releases = var / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    with holding(releases):
        taken = read_taken(var)
        if _is_repeated(manifest, digest, taken):
            return Applied(manifest.number, receipt_of(digest), True, [])
        _demand_turn(manifest, taken)
        outcomes = _apply_parts(path, manifest, releases, keys, check_out)
        if not any(outcome.error for outcome in outcomes):
            faults.point("bundle-applied")
            taken.recipient = manifest.recipient
            taken.digests[manifest.number] = digest
            _write_taken(var, taken)
    return Applied(manifest.number, receipt_of(digest), False, outcomes)


def _apply_parts(
    path: Path, manifest: Manifest, releases: Path, keys: str, check_out: Callable[[Repository], object]
) -> list[Outcome]:
    for left in releases.glob(f"{_EXTRACTED}*"):  # by a process that ended in the middle
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(dir=releases, prefix=_EXTRACTED) as name:
        folder = Path(name)
        bundles.extract(path, manifest, folder)
        return [_apply_part(folder / part.file, part, releases, keys, check_out) for part in manifest.parts]


def read_taken(var: Path) -> Taken:
    """Return which bundles the node whose state folder is ``var`` has taken."""
    path = var / TAKEN
    if not path.exists():
        return Taken()
    said = json.loads(path.read_text(encoding="utf-8"))
    return Taken(said["recipient"], {int(number): digest for number, digest in said["digests"].items()})


def _is_repeated(manifest: Manifest, digest: str, taken: Taken) -> bool:
    if taken.recipient and manifest.recipient != taken.recipient:
        raise OutOfTurn(f"这是给“{manifest.recipient}”的数据包，本机接收的是“{taken.recipient}”的。")
    held = taken.digests.get(manifest.number)
    if held is not None and held != digest:
        raise OutOfTurn(
            f"第 {manifest.number} 号数据包与已导入的第 {manifest.number} 号不同"
            f"（已导入的回执 {receipt_of(held)}，此包 {receipt_of(digest)}），请与发布端核对。"
        )
    return manifest.number <= taken.number


def _demand_turn(manifest: Manifest, taken: Taken) -> None:
    """Return if everything that the bundle builds on has been taken. Raises ``OutOfTurn``."""
    if manifest.after > taken.number:
        missing = "、".join(str(number) for number in range(taken.number + 1, manifest.after + 1))
        raise OutOfTurn(f"缺少第 {missing} 号数据包，请先导入。")
    if manifest.after and taken.digests.get(manifest.after, manifest.previous) != manifest.previous:
        raise OutOfTurn(f"此数据包所接的第 {manifest.after} 号不是本机已导入的那一个，请与发布端核对。")


def _apply_part(
    file: Path, part: bundles.Part, releases: Path, keys: str, check_out: Callable[[Repository], object]
) -> Outcome:
    try:
        repository = Repository(releases / f"{part.site}.git")
        if part.upto not in repository.git or not _holds(repository, part.upto):
            fetch(repository, str(file), bundles.REFERENCE)
        outcome = Outcome(part.site, accept(repository, part.site, keys, check_out))
        faults.point("bundle-site-applied")
    except Exception as error:  # one site's failure, whatever it is, must not stop the others
        return Outcome(part.site, error=str(error) or type(error).__name__)
    return outcome


def _holds(repository: Repository, commit: str) -> bool:
    """Return whether ``commit`` is the newest release or one before it: then there is nothing to fetch."""
    main = repository.head()
    return main is not None and (str(main.id) == commit or repository.git.descendant_of(main.id, commit))


def _write_taken(var: Path, taken: Taken) -> None:
    said = {"recipient": taken.recipient, "digests": taken.digests}
    handle, temporary = tempfile.mkstemp(dir=var)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(said, stream, ensure_ascii=False, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    Path(temporary).replace(var / TAKEN)
