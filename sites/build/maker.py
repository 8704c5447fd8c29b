"""The digest of everything that turns documents into files: the settled theme, the builder, the languages."""

import hashlib
from functools import cache
from pathlib import Path

import multilingual
from sites.registry import addresses
from sites.store import listing
from themes.digest import code_digest

_FOLDERS = (Path(__file__).parent, Path(multilingual.__file__).parent)
_FILES = (Path(addresses.__file__), Path(listing.__file__))
"""What addresses look like, and how many documents a list page or a part of a sitemap holds."""
_SUFFIXES = frozenset({".py", ".toml"})


def maker_digest(theme: str) -> str:
    """Return the digest of the theme with this digest and of the code and tables that make outputs.

    A site whose last full build had another one is built in full again.
    """
    return hashlib.sha256(f"{theme}\n{builder_digest()}".encode()).hexdigest()


@cache
def builder_digest() -> str:
    """Return the digest of the builder: the code and tables that make outputs, whatever the theme.

    Read once a process: a running worker holds the code it was started with.
    """
    made = hashlib.sha256(code_digest().encode())
    for folder in _FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and "migrations" not in path.parts:
                made.update(path.relative_to(folder).as_posix().encode())
                made.update(path.read_bytes())
    for path in _FILES:
        made.update(path.read_bytes())
    return made.hexdigest()
