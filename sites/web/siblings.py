"""Compressed versions beside public files: which files have them, how they are made, whether one is true.

They are never in the repository. One counts only if it unpacks to exactly the bytes that the release holds.
"""

import gzip
import zlib

import brotli
import pygit2

from .webroot import SIBLINGS

TYPES = ("html", "css", "js", "json", "txt", "xml", "svg")
"""The extensions of files that get smaller by it; pictures, fonts and archives are compressed already."""
SMALLEST = 512
"""Below this size in bytes it is not worth it."""
LARGEST = 32 << 20
"""Above this size in bytes a file is sent as it is."""
GZIP_LEVEL = 9
BROTLI_QUALITY = 6
"""For pages: the highest, 11, makes them an eighth smaller and takes thirty times as long (18 ms each)."""
BEST = ("css", "js", "svg")
"""Files that every page loads are made as small as can be, once."""


def has_siblings(path: str) -> bool:
    """Return whether the file at ``path`` may have compressed versions."""
    return path.rpartition(".")[2] in TYPES


def original_of(path: str) -> str | None:
    """Return of which file ``path`` would be a compressed version, None when its name is not that of one."""
    original = path.removesuffix(".gz") if path.endswith(".gz") else path.removesuffix(".br")
    return original if path.endswith(SIBLINGS) and has_siblings(original) else None


def compressed(path: str, data: bytes, suffix: str) -> bytes | None:
    """Return the ``data`` of a file as its version ending in ``suffix``; None if that is not smaller."""
    if suffix == ".gz":
        made = gzip.compress(data, GZIP_LEVEL, mtime=0)
    else:
        quality = 11 if path.rpartition(".")[2] in BEST else BROTLI_QUALITY
        made = brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality)
    return made if len(made) < len(data) else None


def is_true(data: bytes, suffix: str, blob: pygit2.Oid, size: int) -> bool:
    """Return whether a compressed version unpacks to the file named ``blob`` of ``size`` bytes, and to no byte more."""
    try:
        unpacked = _gunzip(data, size) if suffix == ".gz" else _unbrotli(data, size)
    except (zlib.error, brotli.error, EOFError):
        return False
    return unpacked is not None and pygit2.hash(unpacked) == blob


def _gunzip(data: bytes, size: int) -> bytes | None:
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    found = machine.decompress(data, size + 1)
    return found if len(found) == size and machine.eof and not machine.unused_data else None


def _unbrotli(data: bytes, size: int) -> bytes | None:
    machine = brotli.Decompressor()
    found = machine.process(data, output_buffer_limit=size + 1)
    return found if len(found) == size and machine.is_finished() else None
