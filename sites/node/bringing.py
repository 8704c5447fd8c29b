"""Bringing a node's web root to the newest release of a site, also when the site has moved to another address."""

from pathlib import Path

from sites.git.repository import MAIN, Repository
from sites.web.checkout import LIVE, check_out, remove_all

from .places import LEFT, Places, place_of


class NoPlace(ValueError):
    """Raised for a release that does not say where its site stands."""


def bring_up(var: Path, repository: Repository) -> int:
    """Check out the newest release of ``repository`` below ``var``/www; return how many files changed.

    Where the site stood before, its files are removed once it stands at its new address. Raises ``NoPlace``.
    """
    main, live = repository.head(MAIN), repository.head(LIVE)
    if main is None:
        return 0
    place = place_of(repository.path, main)
    if place is None:
        raise NoPlace(f"{repository.path.stem} 的发布没有写明网站地址，请在发布端重新发布一次。")
    before = place_of(repository.path, live) if live is not None else None
    if live is not None and before is not None and before != place:
        repository.mark(LEFT, str(live.id))
        repository.git.references.delete(LIVE)
    places = Places(var)
    files = check_out(repository, places.root_of(place))
    left = repository.head(LEFT)
    if left is not None:
        old = place_of(repository.path, left)
        others = {(each.host, each.path) for each in places if each.key != place.key}
        if old is not None and old != place and (old.host, old.path) not in others:
            remove_all(repository, left.tree, places.root_of(old))
        repository.git.references.delete(LEFT)
    return files
