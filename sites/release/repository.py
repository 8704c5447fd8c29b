"""One bare git repository for each site: a release is a commit of all its outputs."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import ObjectType

from . import signing
from .packs import BLOB, PackWriter
from .paths import check
from .trees import Folder, folder_of, write_folder

MAIN = "refs/heads/main"
AUTHOR = "Sumu"
ADDRESS = "sumu@localhost"
SIGNATURE = "gpgsig"
"""The header under which git keeps a commit's signature, whatever its kind."""

PACK_FROM = 200
"""From how many new files on a release is written as a pack instead of as loose objects."""


class Repository:
    """The releases of one site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / "HEAD").exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            pygit2.init_repository(str(path), bare=True, initial_head="main")
        self.git = pygit2.Repository(str(path))

    def head(self, name: str = MAIN) -> pygit2.Commit | None:
        """Return the commit that a reference names, None while there is none."""
        reference = self.git.references.get(name)
        return None if reference is None else reference.peel(pygit2.Commit)

    def holds(self, path: str) -> bool:
        """Return whether the newest release has a file at ``path``."""
        head = self.head()
        try:
            return head is not None and head.tree[path].type == ObjectType.BLOB
        except KeyError:
            return False

    def commit_changes(self, changes: Iterable[tuple[str, bytes | None]], message: str, moment: datetime) -> str:
        """Commit ``changes`` (``None`` removes a file) on top of the newest release; return the commit's name.

        Only the folders that the changes touch are written. Without any difference no commit is made and
        the newest one's name is returned (empty while there is none).
        """
        head = self.head()
        root = folder_of(self.git, head.tree if head is not None else None)
        with _Writer(self) as writer:
            for path, data in changes:
                check(path)
                if data is None:
                    root.remove(path.split("/"))
                else:
                    root.put(path.split("/"), writer.blob(data))
            tree = writer.tree(root)
        return self._commit(tree, head, message, moment)

    def commit_all(
        self, files: Iterable[tuple[str, bytes]], kept: Iterable[str], message: str, moment: datetime
    ) -> str:
        """Commit exactly ``files``, and ``kept`` as they are in the newest release; return the commit's name.

        ``kept`` is read after the last of ``files``.
        """
        head = self.head()
        root = Folder({})
        with _Writer(self) as writer:
            for path, data in files:
                check(path)
                root.put(path.split("/"), writer.blob(data))
            for path in kept:
                if head is not None and path in head.tree:
                    root.put(path.split("/"), head.tree[path].id)
            tree = writer.tree(root)
        return self._commit(tree, head, message, moment)

    def restore(self, commit: str, message: str, moment: datetime) -> str:
        """Commit the files of an earlier release anew, as the newest; return the commit's name.

        Raises ``KeyError`` for a name that is no release of this site.
        """
        head, earlier = self.head(), self.git.get(commit)
        if head is None or not isinstance(earlier, pygit2.Commit):
            raise KeyError(f"not a release: {commit}")
        return self._commit(earlier.tree.id, head, message, moment)

    def verify(self, commit: pygit2.Commit, key: str) -> None:
        """Return if the holder of the public ``key`` signed ``commit``. Raises ``signing.Unsigned`` otherwise."""
        signature, said = commit.gpg_signature
        signing.verify(said or b"", (signature or b"").decode(), key)

    def mark(self, name: str, commit: str) -> None:
        """Let the reference ``name`` name ``commit``."""
        self.git.references.create(name, pygit2.Oid(hex=commit), force=True)

    def _commit(self, tree: pygit2.Oid, head: pygit2.Commit | None, message: str, moment: datetime) -> str:
        if head is not None and head.tree.id == tree:
            return str(head.id)
        offset = int((moment.utcoffset() or datetime.min - datetime.min).total_seconds()) // 60
        who = pygit2.Signature(AUTHOR, ADDRESS, int(moment.timestamp()), offset)
        parents: list[str | pygit2.Oid] = [] if head is None else [head.id]
        said = str(self.git.create_commit_string(who, who, message, tree, parents))
        signed = self.git.create_commit_with_signature(said, signing.sign(said.encode()), SIGNATURE)
        self.mark(MAIN, str(signed))
        return str(signed)


class _Writer:
    """Writes blobs and trees: the first few loose, many into one pack."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._waiting: list[bytes] = []
        self._pack: PackWriter | None = None

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._pack is not None:
            self._pack.discard()

    def blob(self, data: bytes) -> pygit2.Oid:
        """Write a file's bytes and return their name."""
        if self._pack is None:
            if len(self._waiting) < PACK_FROM:
                self._waiting.append(data)
                return pygit2.hash(data)
            self._pack = PackWriter(self._repository.path)
            for held in self._waiting:
                self._pack.add(BLOB, held)
            self._waiting = []
        return pygit2.Oid(raw=self._pack.add(BLOB, data))

    def tree(self, root: Folder) -> pygit2.Oid:
        """Make all blobs visible, write the folders and return the name of the uppermost."""
        for data in self._waiting:
            self._repository.git.create_blob(data)
        self._waiting = []
        name = write_folder(self._repository.git, root, self._pack)
        if self._pack is not None:
            self._pack.close()
            self._pack = None
        return name
