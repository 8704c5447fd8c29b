"""Compressed versions are made on the node, beside the files of the release that is live, whenever there is time.

Made under the lock of the web root and only from bytes that are those of the release; a checkout removes them before
it replaces what they were made of. So none is ever older than its file.
"""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pygit2

from sites.git.repository import Repository
from sites.web.checkout import GOING, LIVE
from sites.web.checkout_lock import checking_out
from sites.web.siblings import LARGEST, SMALLEST, compressed, has_siblings, is_true
from sites.web.webroot import SIBLINGS, WebRoot

from .places import Place, Places

logger = logging.getLogger("sumu.node")
COMPRESSED = "refs/sumu/compressed"
"""The release for which every compressed version has been made."""


class Compressor:
    """Makes compressed versions bit by bit, for the sites that lie below ``var``."""

    def __init__(self, var: Path) -> None:
        self._var = var
        self._under_way: dict[str, tuple[pygit2.Oid, Iterator[tuple[str, pygit2.Oid]]]] = {}

    def compress_some(self, limit: int) -> int:
        """Look at up to ``limit`` files that may lack their compressed versions; return how many were looked at."""
        done = 0
        places = Places(self._var)
        for place in places:
            if done >= limit:
                break
            try:
                done += self._site(Repository(place.repository), places.root_of(place), place, limit - done)
            except Exception:  # one site's failure, whatever it is, must not stop the others
                self._under_way.pop(place.key, None)
                logger.exception("cannot compress %s", place.key)
        return done

    def _site(self, repository: Repository, root: WebRoot, place: Place, limit: int) -> int:
        live, before = repository.head(LIVE), repository.head(COMPRESSED)
        if live is None or (before is not None and before.id == live.id):
            return 0
        if place.key not in self._under_way or self._under_way[place.key][0] != live.id:
            self._under_way[place.key] = (live.id, _wanting(repository, before, live))
        done = 0
        for path, blob in self._under_way[place.key][1]:
            with checking_out(repository.path):
                now = repository.head(LIVE)
                if now is None or now.id != live.id or repository.head(GOING) is not None:
                    return done
                make_siblings(root, path, blob)
            done += 1
            if done >= limit:
                return done
        del self._under_way[place.key]
        repository.mark(COMPRESSED, str(live.id))
        return done


def make_siblings(root: WebRoot, path: str, blob: pygit2.Oid) -> int:
    """Make the compressed versions of the file ``path`` that are missing or false; return how many were written.

    Nothing is made where the file is not the one of the release, ``blob``. The caller holds the web root's lock.
    """
    data = root.read(path) if has_siblings(path) else None
    if data is None or not SMALLEST <= len(data) <= LARGEST or pygit2.hash(data) != blob:
        return 0
    modified = (root.folder / path).stat().st_mtime_ns
    written = 0
    for suffix in SIBLINGS:
        held = root.read(path + suffix)
        if held is not None and is_true(held, suffix, blob, len(data)):
            continue
        made = compressed(path, data, suffix)
        if made is not None:
            root.write_sibling(path, suffix, made, modified)
            written += 1
    return written


def _wanting(
    repository: Repository, before: pygit2.Commit | None, live: pygit2.Commit
) -> Iterator[tuple[str, pygit2.Oid]]:
    for path, _was, blob in repository.changes(before, live):
        if blob is not None and has_siblings(path):
            yield path, blob


def lower_priority(thread: int) -> None:
    """Let a thread of this process give way to everything else, where the system lets it."""
    try:
        os.setpriority(os.PRIO_PROCESS, thread, 15)
    except (AttributeError, OSError):
        return
