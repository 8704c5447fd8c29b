"""One bare git repository for each site: a release is a commit of all its outputs."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import ConfigLevel, ObjectType

from . import faults, signing, trailers
from .differences import changes
from .packs import BLOB, PackWriter, object_id
from .paths import check
from .trees import Change, Folder, write_folder

MAIN = "refs/heads/main"
AUTHOR = "Sumu"
ADDRESS = "sumu@localhost"
SIGNATURE = "gpgsig"
"""The header under which git keeps a commit's signature, whatever its kind."""

# A release depends on nobody's own settings of git, which the worker's user may not even be allowed to read.
for _level in (ConfigLevel.SYSTEM, ConfigLevel.GLOBAL, ConfigLevel.XDG, ConfigLevel.PROGRAMDATA):
    pygit2.settings.search_path[_level] = ""

# Otherwise a folder of more than a hundred files is unpacked anew for each file that is looked up in it.
pygit2.settings.cache_object_limit(ObjectType.TREE, 1 << 20)
pygit2.settings.cache_max_size(32 << 20)

AT_HAND = 96 << 20
"""How many bytes of new files are kept in memory for the checkout that follows."""

PACK_FROM = 200
"""From how many new files on a release is written as a pack instead of as loose objects."""


class Moved(RuntimeError):
    """Raised for a release prepared on one that is no longer the newest."""


MOVED = "发布库在此期间有了更新的发布，这一次没有上线，将重新生成。"


class Repository:
    """The releases of one site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / "HEAD").exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            pygit2.init_repository(str(path), bare=True, initial_head="main")
        self.git = pygit2.Repository(str(path))
        self.at_hand: dict[bytes, bytes] = {}
        """Files written by this object, by the (binary) name of their blob: what the checkout need not read again."""
        self._room = AT_HAND
        self._known: tuple[pygit2.Oid | None, pygit2.Oid, list[Change]] | None = None

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

    def changes(self, old: pygit2.Commit | None, new: pygit2.Commit) -> Iterable[Change]:
        """Return each file that differs between two releases; those just prepared are not compared."""
        trees = (None if old is None else old.tree.id, new.tree.id)
        if self._known is not None and self._known[:2] == trees:
            return self._known[2]
        return changes(None if old is None else old.tree, new.tree)

    def prepare_changes(self, changes: Iterable[tuple[str, bytes | None]], message: str, moment: datetime) -> str:
        """Write a commit of ``changes`` (``None`` removes a file) on top of the newest release; return its name.

        No reference moves: nobody sees the commit until ``publish``. Only the folders that the changes touch are
        written. Without any difference no commit is made and the newest one's name is returned (empty while there
        is none). A ``moment`` before that of the newest release is taken to be the same as it.
        """
        head = self.head()
        root = Folder(head.tree if head is not None else None)
        with _Writer(self) as writer:
            for path, data in changes:
                check(path)
                if data is None:
                    root.remove(path.split("/"))
                else:
                    root.put(path.split("/"), writer.blob(data))
            tree = writer.tree(root)
        self._known = (None if head is None else head.tree.id, tree, list(root.changes()))
        faults.point("objects-written")
        return self._prepare(tree, head, message, moment)

    def prepare_all(
        self, files: Iterable[tuple[str, bytes]], kept: Iterable[str], message: str, moment: datetime
    ) -> str:
        """Write a commit of exactly ``files``, and ``kept`` as they are in the newest release; return its name.

        ``kept`` is read after the last of ``files``. Otherwise as ``prepare_changes``.
        """
        head = self.head()
        root = Folder()
        with _Writer(self) as writer:
            for path, data in files:
                check(path)
                root.put(path.split("/"), writer.blob(data))
            for path in kept:
                if head is not None and path in head.tree:
                    root.put(path.split("/"), head.tree[path].id)
            tree = writer.tree(root)
        if head is None:
            self._known = (None, tree, list(root.changes()))
        faults.point("objects-written")
        return self._prepare(tree, head, message, moment)

    def publish(self, commit: str) -> None:
        """Let the prepared ``commit`` be the newest release; nothing happens if it is already, or if it is empty.

        Raises ``Moved`` when the newest release is another than the one that it was prepared on.
        """
        if not commit:
            return
        prepared = self.git[commit]
        if not isinstance(prepared, pygit2.Commit):
            raise TypeError(f"not a release: {commit}")
        before = self.git.references.get(MAIN)
        if before is not None and before.target == prepared.id:
            return
        try:
            if before is None and not prepared.parent_ids:
                self.git.references.create(MAIN, prepared.id, force=False)
            elif before is not None and [before.target] == prepared.parent_ids:
                before.set_target(prepared.id)  # refused by libgit2 if the reference moved since it was read
            else:
                raise Moved(MOVED)
        except (pygit2.GitError, pygit2.AlreadyExistsError) as refused:
            raise Moved(MOVED) from refused

    def commit_changes(self, changes: Iterable[tuple[str, bytes | None]], message: str, moment: datetime) -> str:
        """Prepare a commit of ``changes`` and publish it; return its name."""
        return self._published(self.prepare_changes(changes, message, moment))

    def commit_all(
        self, files: Iterable[tuple[str, bytes]], kept: Iterable[str], message: str, moment: datetime
    ) -> str:
        """Prepare a commit of ``files`` and ``kept`` and publish it; return its name."""
        return self._published(self.prepare_all(files, kept, message, moment))

    def verify(self, commit: pygit2.Commit, key: str) -> None:
        """Return if the holder of the public ``key`` signed ``commit``. Raises ``signing.Unsigned`` otherwise."""
        signature, said = commit.gpg_signature
        signing.verify(said or b"", (signature or b"").decode(errors="replace"), key)

    def mark(self, name: str, commit: str) -> None:
        """Let the reference ``name`` name ``commit``."""
        self.git.references.create(name, pygit2.Oid(hex=commit), force=True)

    def keep_at_hand(self, name: bytes, data: bytes) -> None:
        """Keep a new file's bytes in memory while there is room."""
        if self._room >= len(data) and name not in self.at_hand:
            self._room -= len(data)
            self.at_hand[name] = data

    def _published(self, commit: str) -> str:
        self.publish(commit)
        return commit

    def _prepare(self, tree: pygit2.Oid, head: pygit2.Commit | None, message: str, moment: datetime) -> str:
        if head is not None and head.tree.id == tree and not _says_more(head, message):
            return str(head.id)
        faults.point("objects-written")
        offset = int((moment.utcoffset() or datetime.min - datetime.min).total_seconds()) // 60
        seconds = int(moment.timestamp())
        if head is not None:
            seconds = max(seconds, head.commit_time)  # a clock that stepped back must not disorder the history
        who = pygit2.Signature(AUTHOR, ADDRESS, seconds, offset)
        parents: list[str | pygit2.Oid] = [] if head is None else [head.id]
        said = str(self.git.create_commit_string(who, who, message, tree, parents))
        return str(self.git.create_commit_with_signature(said, signing.sign(said.encode()), SIGNATURE))


def _says_more(head: pygit2.Commit, message: str) -> bool:
    """Return whether ``message`` names an address that ``head`` does not: nodes go by it, equal files or not."""
    said = trailers.read_message(message).address
    return bool(said) and said != trailers.read(head).address


class _Writer:
    """Writes blobs and trees: the first few loose, many into one pack."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._waiting: list[tuple[bytes, bytes]] = []
        self._pack: PackWriter | None = None

    def __enter__(self) -> "_Writer":
        return self

    def __exit__(self, *raised: object) -> None:
        if self._pack is not None:
            self._pack.discard()

    def blob(self, data: bytes) -> pygit2.Oid:
        """Write a file's bytes and return their name."""
        name = object_id(BLOB, data)
        oid = pygit2.Oid(raw=name)
        self._repository.keep_at_hand(name, data)
        if self._pack is None:
            if len(self._waiting) < PACK_FROM:
                self._waiting.append((name, data))
                return oid
            self._pack = PackWriter(self._repository.path)
            for before, waiting in self._waiting:
                self._pack.add(BLOB, waiting, before)
            self._waiting = []
        self._pack.add(BLOB, data, name)
        return oid

    def tree(self, root: Folder) -> pygit2.Oid:
        """Make all blobs visible, write the folders and return the name of the uppermost."""
        for _name, data in self._waiting:
            self._repository.git.create_blob(data)
        self._waiting = []
        name = write_folder(self._repository.git, root, self._pack)
        if self._pack is not None:
            self._pack.close()
            self._pack = None
        return name
