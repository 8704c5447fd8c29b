"""The theme of the results: the settled one, as on every other public page."""

from pathlib import Path

from django.conf import settings

from sites.store.settling.vouching import current_vouched
from themes import location, snapshots
from themes.theme import Theme


def theme_in_force() -> Theme:
    """Return the settled theme from its snapshot; before the first release, the installed one.

    Raises ``themes.snapshots.SnapshotAltered`` when the snapshot is gone or altered.
    """
    state = current_vouched("theme", "cluster")
    if state is None:
        return location.installed()
    return snapshots.load(Path(settings.SUMU_VAR) / "themes", str(state["digest"]))
