"""One theme: its files, all of them in memory, and the digest that names exactly these bytes."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

FONTS = (
    "noto-sans-mongolian.woff2",
    "noto-naskh-arabic.woff2",
    "noto-naskh-arabic-bold.woff2",
    "noto-sans-mongolian.OFL.txt",
    "noto-naskh-arabic.OFL.txt",
)
"""The subsets that the style sheet names, and the licences that go with them."""

PATTERNS = (
    "templates/**/*.jinja",
    "strings/*.toml",
    "assets/css/*.css",
    "assets/js/*.js",
    *(f"assets/fonts/{name}" for name in FONTS),
)
"""What belongs to a theme: everything that reaches a page but Python code, which belongs to the builder."""


@dataclass(frozen=True)
class Theme:
    """The files of a theme by their path (``templates/base.jinja``); equal when their bytes are.

    What was read once stays as it was read: a file altered later on the disk changes nothing in a running process.
    """

    digest: str
    files: Mapping[str, bytes] = field(compare=False, repr=False)

    def text(self, path: str) -> str:
        """Return a file as text. Raises ``KeyError`` for one that the theme does not have."""
        return self.files[path].decode()

    def below(self, folder: str, extension: str) -> list[str]:
        """Return the paths of the files in ``folder`` (``assets/css``) with this ``extension``, in order."""
        return sorted(path for path in self.files if path.startswith(f"{folder}/") and path.endswith(f".{extension}"))


def read(folder: Path) -> Theme:
    """Return the theme that lies in ``folder``."""
    files: dict[str, bytes] = {}
    for pattern in PATTERNS:
        for path in sorted(folder.glob(pattern)):
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return Theme(digest_of(files), MappingProxyType(files))


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 digest (hexadecimal) over the names and bytes of ``files``."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\n{len(files[name])}\n".encode())
        digest.update(files[name])
    return digest.hexdigest()
