"""Which paths a release may hold."""

import re
from collections.abc import Collection

_PLAIN = re.compile(r"[^./\\\0][^/\\\0]*(?:/[^./\\\0][^/\\\0]*)*")
"""Segments that are not empty, do not begin with a dot (nor are one or two) and hold neither backslash nor NUL."""


class BadPath(ValueError):
    """Raised for a path that could lead out of its web root or into another site's."""


def check(path: str, neighbours: Collection[str] = ()) -> None:
    """Refuse a ``path`` that is not a plain relative one, or whose first segment is a neighbour's web root.

    Raises ``BadPath``.
    """
    if not _PLAIN.fullmatch(path):
        raise BadPath(f"not a path of a public file: {path!r}")
    if neighbours and path.partition("/")[0] in neighbours:
        raise BadPath(f"{path!r} lies in the web root of another site")
