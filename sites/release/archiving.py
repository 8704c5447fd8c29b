"""The whole site as one file: for evidence, and for web archives (网页归档, DA/T 80-2019).

Beside the public files, byte for byte, lie ``RELEASE.txt``, the release as git keeps it with its signature, and
``ARCHIVE.txt``, which says in words what the file is. The same release gives the same bytes at any time.
"""

import tarfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pygit2

from sites.git import trailers
from sites.git.repository import Repository
from sites.git.trees import files_of

from .history import told

WORDS = """网页归档文件（DA/T 80-2019《政府网站网页归档指南》）

网站：{address}
发布编号：{name}
发布时间：{at}
发布事由：{subject}
网页与文件：{files} 个，与公开时逐字节相同
发布凭证：RELEASE.txt（git 提交对象全文，含签名）

验证：在发布库中执行 git verify-commit {name}，
或用公钥按 git 的 SSH 签名格式验证 RELEASE.txt 去掉 gpgsig 一段后的内容。
"""


def stream(repository: Repository, commit: pygit2.Commit) -> Iterator[bytes]:
    """Yield the tar file of the site as of ``commit``, piece by piece."""
    pipe: Any = _Pipe()
    files = 0
    with tarfile.open(fileobj=pipe, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for path, blob in files_of(commit.tree):
            _add(tar, path, repository.git[blob].read_raw(), commit)
            files += 1
            yield pipe.taken()
        _add(tar, "RELEASE.txt", commit.read_raw(), commit)
        _add(tar, "ARCHIVE.txt", _words(commit, files), commit)
    yield pipe.taken()


def archive(repository: Repository, commit: pygit2.Commit, target: Path) -> None:
    """Write the tar file of the site as of ``commit`` to ``target``. Raises ``FileExistsError``."""
    if target.exists():
        raise FileExistsError(f"文件已存在：{target}")
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as file:
            file.writelines(stream(repository, commit))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


class _Pipe:
    """Takes what is written and hands it on."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Hold ``data`` until it is taken."""
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def _words(commit: pygit2.Commit, files: int) -> bytes:
    release = told(commit)
    said = {"name": release.name, "at": _shown(release.at), "subject": release.subject, "files": files}
    return WORDS.format(address=trailers.read(commit).address or "（发布时未注明）", **said).encode()


def _shown(at: datetime) -> str:
    return at.isoformat(sep=" ", timespec="seconds")


def _add(tar: tarfile.TarFile, path: str, data: bytes, commit: pygit2.Commit) -> None:
    entry = tarfile.TarInfo(path)
    entry.size, entry.mtime, entry.mode = len(data), commit.commit_time, 0o644
    tar.addfile(entry, BytesIO(data))
