"""Which paths a release may hold."""

from collections.abc import Collection


class BadPath(ValueError):
    """Raised for a path that could lead out of its web root or into another site's."""


def check(path: str, neighbours: Collection[str] = ()) -> None:
    """Refuse a ``path`` that is not a plain relative one, or whose first segment is a neighbour's web root.

    Raises ``BadPath``.
    """
    segments = path.split("/")
    if any(segment in ("", ".", "..") or segment.startswith(".") for segment in segments):
        raise BadPath(f"not a path of a public file: {path!r}")
    if "\\" in path or "\0" in path or ".git" in segments:
        raise BadPath(f"not a path of a public file: {path!r}")
    if segments[0] in neighbours:
        raise BadPath(f"{path!r} lies in the web root of another site")
