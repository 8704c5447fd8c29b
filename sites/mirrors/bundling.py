"""Writing bundles (离线数据包): one file with the new releases of every site, for a recipient behind an air gap."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from sites.exchange import bundles, door, ssh
from sites.exchange.bundles import Manifest, Part, receipt_of
from sites.git import signing
from sites.git.repository import Repository
from sites.store import audit, clock

from .models import Bundle


class NothingNew(LookupError):
    """Raised when no site has a release that the recipient's bundles did not carry."""


class NoSuchBundle(LookupError):
    """Raised for the number of a bundle that was never written; the message is for whoever asked."""


@dataclass(frozen=True)
class Written:
    """A bundle's file: its number, the number it follows, its receipt, its sites and its bytes."""

    number: int
    after: int
    receipt: str
    sites: list[str]
    size: int


def bundle(target: Path, recipient: str, person: str, since: int | None = None) -> Written:
    """Write what ``recipient`` is missing into the file ``target``; return what was written.

    It follows the recipient's newest bundle; ``since`` names an earlier one whose successors were lost, 0 stands for a
    recipient that has nothing. Raises ``NothingNew``, ``NoSuchBundle``, ``FileExistsError``, ``ssh.Unreachable`` when
    git fails.
    """
    if target.exists():
        raise FileExistsError(f"文件已存在：{target}")
    with _scratch(target) as folder:
        basis = _basis(recipient, since)
        heads = dict(door.heads(Path(settings.SUMU_VAR) / "releases"))
        known = basis.heads if basis is not None else {}
        changed = {site: head for site, head in heads.items() if known.get(site) != head}
        if not changed:
            raise NothingNew("没有新的发布，不需要数据包。")
        parts = [_part(folder, site, known.get(site, ""), head) for site, head in sorted(changed.items())]
        partial = folder / "bundle"
        written = _record(partial, folder, recipient, basis, tuple(parts), known | heads, person)
        partial.replace(target)
    return written


def _basis(recipient: str, since: int | None) -> Bundle | None:
    """Return the bundle that the next one follows, None for one that carries everything."""
    held = Bundle.objects.filter(recipient=recipient).order_by("number")
    if since is None:
        return held.last()
    if since == 0:
        return None
    found = held.filter(number=since).first()
    if found is None:
        raise NoSuchBundle(f"没有给“{recipient}”做过第 {since} 号数据包。")
    return found


def _part(folder: Path, site: str, since: str, upto: str) -> Part:
    repository = Repository(Path(settings.SUMU_VAR) / "releases" / f"{site}.git")
    repository.mark(bundles.REFERENCE, upto)
    file = folder / f"{site}.bundle"
    wanted = [bundles.REFERENCE, *([f"^{since}"] if since else [])]
    ssh.git("bundle", "create", "--quiet", str(file), *wanted, folder=repository.path)
    return Part(site, since, upto, file.stat().st_size, bundles.sha256_of(file))


@transaction.atomic
def _record(
    target: Path,
    folder: Path,
    recipient: str,
    basis: Bundle | None,
    parts: tuple[Part, ...],
    heads: dict[str, str],
    person: str,
) -> Written:
    """Number the bundle, write it whole, remember it. Should the file be lost afterwards, its number tells."""
    newest = Bundle.objects.select_for_update().filter(recipient=recipient).order_by("number").last()
    number = newest.number + 1 if newest is not None else 1
    after, previous = (basis.number, basis.digest) if basis is not None else (0, "")
    now = clock.now()
    encoded = Manifest(recipient, number, after, previous, now.isoformat(timespec="seconds"), parts).encoded()
    digest = bundles.digest_of(encoded)
    files = [folder / part.file for part in parts]
    bundles.write(target, encoded, signing.sign(encoded, bundles.NAMESPACE), files)
    with target.open("rb") as stream:
        os.fsync(stream.fileno())
    made = Bundle(recipient=recipient, number=number, after=after, digest=digest, heads=heads)
    made.made_at, made.made_by = now, person
    made.full_clean()
    made.save()
    audit.record(person, "write bundle", f"{recipient} {number}", digest, after=after, sites=sorted(heads))
    return Written(number, after, receipt_of(digest), [part.site for part in parts], target.stat().st_size)


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """Yield a folder beside ``target``, so that the finished file is moved and not copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bundle-") as name:
        yield Path(name)
