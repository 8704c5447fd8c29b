"""The digest of everything that turns documents into files: theme, builder, languages."""

import hashlib
from functools import cache
from pathlib import Path

import multilingual
from themes.digest import theme_digest

_FOLDERS = (Path(__file__).parent, Path(multilingual.__file__).parent)
_SUFFIXES = frozenset({".py", ".toml"})


@cache
def maker_digest() -> str:
    """Return the digest of the theme and of the code and tables that make outputs.

    A site whose last full build had another one is built in full again. Read once a process: a running
    worker holds the code it was started with.
    """
    made = hashlib.sha256(theme_digest().encode())
    for folder in _FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and "migrations" not in path.parts:
                made.update(path.relative_to(folder).as_posix().encode())
                made.update(path.read_bytes())
    return made.hexdigest()
