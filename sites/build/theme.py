"""The theme that the public sites are rendered with: the settled one, whatever has been installed since (既定主题)."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sites.store import settled
from sites.store.settling.vouching import current_vouched
from themes import location, snapshots
from themes.theme import Theme

KIND, KEY = "theme", "cluster"


def folder() -> Path:
    """Return where the themes of this cluster are kept."""
    return Path(settings.SUMU_VAR) / "themes"


def settled_digest() -> str:
    """Return the digest of the settled theme, empty while none has been settled."""
    state = current_vouched(KIND, KEY)
    return str(state["digest"]) if state else ""


def theme_in_force() -> Theme:
    """Return the settled theme from its snapshot; before the first release, the installed one.

    Raises ``themes.snapshots.SnapshotAltered`` when the snapshot is gone or altered: nothing is rendered then.
    """
    return theme_of(settled_digest())


def theme_of(digest: str) -> Theme:
    """Return the theme with this ``digest`` from its snapshot; the installed one for none.

    Raises ``themes.snapshots.SnapshotAltered`` when the snapshot is gone or altered.
    """
    return snapshots.load(folder(), digest) if digest else location.installed()


def settle_first() -> str:
    """Record, once, the theme with which this cluster is first built (初始主题); return the settled one's digest."""
    if held := settled_digest():
        return held
    theme = location.installed()
    snapshots.keep(theme, folder())
    settled.baseline(KIND, KEY, {"digest": theme.digest})
    return settled_digest()


def all_themes() -> Iterator[Theme]:
    """Yield the theme in force, the installed one, then every other that is kept."""
    yield theme_in_force()
    yield location.installed()
    for digest in snapshots.kept(folder()):
        try:
            yield snapshots.load(folder(), digest)
        except snapshots.SnapshotAltered:
            continue
