"""A bundle (离线数据包): one file that carries the new releases of every site over an air gap.

A tar file: the signed manifest first, then one git bundle for each site. The manifests of one recipient are numbered
and each names the digest of the one it follows, so that a lost or repeated bundle is noticed.
"""

import hashlib
import json
import re
import shutil
import tarfile
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from sites.git import signing

NAMESPACE = "sumu-bundle"
"""What a manifest's signature is made for: it can never pass for a release's."""
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
FORMAT = 1
REFERENCE = "refs/sumu/bundled"
"""The reference that each git bundle carries."""
LARGEST_MANIFEST = 16 << 20
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*\.bundle")
_COMMIT = re.compile(r"[0-9a-f]{40}")


class Damaged(ValueError):
    """Raised for a file that is no whole bundle of ours; the message says why."""


@dataclass(frozen=True)
class Part:
    """What a bundle carries of one site: its releases after ``since`` (all, if empty) up to ``upto``."""

    site: str
    since: str
    upto: str
    size: int
    sha256: str

    @property
    def file(self) -> str:
        """Return the name of the git bundle inside the file."""
        return f"{self.site}.bundle"


@dataclass(frozen=True)
class Manifest:
    """What a bundle says of itself.

    ``number`` counts the bundles of ``recipient``. It carries everything since number ``after``, whose digest is
    ``previous``; ``after`` is 0 for one that carries everything.
    """

    recipient: str
    number: int
    after: int
    previous: str
    made_at: str
    parts: tuple[Part, ...]

    def encoded(self) -> bytes:
        """Return the bytes that are signed."""
        said = {"format": FORMAT, **asdict(self)}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1).encode()


def digest_of(encoded: bytes) -> str:
    """Return the digest by which a manifest is named."""
    return hashlib.sha256(encoded).hexdigest()


def receipt_of(digest: str) -> str:
    """Return the receipt (回执) that people read to each other: the beginning of a manifest's digest."""
    return f"{digest[:4]}-{digest[4:8]}-{digest[8:12]}"


def write(target: Path, encoded: bytes, signature: str, parts: list[Path]) -> None:
    """Write a bundle's file: the manifest, its signature, and the git bundles ``parts``."""
    with tarfile.open(target, "w") as tar:
        for name, data in ((MANIFEST, encoded), (SIGNATURE, signature.encode())):
            _add(tar, name, data)
        for part in parts:
            tar.add(part, part.name, recursive=False, filter=_plain)


def read_manifest(path: Path, keys: str) -> tuple[Manifest, str]:
    """Return what the bundle at ``path`` says of itself, and its digest.

    Raises ``Damaged``, and ``signing.Unsigned`` when none of ``keys`` signed it. Nothing of it was believed then.
    """
    try:
        with tarfile.open(path, "r:") as tar:
            encoded, signature = _small(tar, MANIFEST), _small(tar, SIGNATURE)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Damaged(f"数据包不完整或已损坏：{path.name}（{error}）") from error
    try:
        signing.verify(encoded, signature.decode(errors="replace"), keys, NAMESPACE)
    except signing.Unsigned as error:
        raise signing.Unsigned(f"数据包 {path.name} 不是受信任的密钥所签，或已被改动。") from error
    try:
        return _decoded(json.loads(encoded)), digest_of(encoded)
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"数据包的清单无法读取：{error}") from error


def extract(path: Path, manifest: Manifest, folder: Path) -> None:
    """Write the git bundles of ``path`` into ``folder``, each compared with ``manifest``. Raises ``Damaged``."""
    wanted = {part.file: part for part in manifest.parts}
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                part = wanted.pop(member.name, None) if member.isreg() else None
                source = tar.extractfile(member) if part is not None else None
                if part is None or source is None:
                    continue
                if member.size != part.size or _copied(source, folder / part.file) != part.sha256:
                    raise Damaged(f"数据包已损坏：站点 {part.site} 的内容与清单不符。")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise Damaged(f"数据包不完整或已损坏：{path.name}（{error}）") from error
    if wanted:
        raise Damaged(f"数据包不完整：缺少站点 {'、'.join(sorted(part.site for part in wanted.values()))}。")


def sha256_of(path: Path) -> str:
    """Return the digest of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _decoded(said: dict[str, Any]) -> Manifest:
    if said.pop("format") != FORMAT:
        raise ValueError("格式版本不同，请先升级本机的程序")
    parts = tuple(Part(**row) for row in said.pop("parts"))
    for part in parts:
        is_sound = _PART.fullmatch(part.file) and _COMMIT.fullmatch(part.upto)
        if not is_sound or (part.since and not _COMMIT.fullmatch(part.since)):
            raise ValueError(f"{part.site}: {part.since} {part.upto}")
    return Manifest(**said, parts=parts)


def _add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = _plain(tarfile.TarInfo(name))
    entry.size = len(data)
    tar.addfile(entry, BytesIO(data))


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime, entry.mode = 0, 0o644
    return entry


def _small(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.next()
    if member is None or member.name != name or not member.isreg() or member.size > LARGEST_MANIFEST:
        raise tarfile.ReadError(f"{name}?")
    stream = tar.extractfile(member)
    data = stream.read() if stream is not None else b""
    if len(data) != member.size:
        raise EOFError(name)
    return data


def _copied(source: IO[bytes], target: Path) -> str:
    with target.open("wb") as stream:
        shutil.copyfileobj(source, stream, 1 << 20)
    return sha256_of(target)
