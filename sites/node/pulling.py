"""Fetching the releases of every site from a publisher or from another node (拉取)."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sites.exchange import ssh
from sites.git.repository import MAIN, Repository

from .accepting import INCOMING, accept

logger = logging.getLogger("sumu.node")


@dataclass(frozen=True)
class Outcome:
    """What became of one site: how many releases came, or why none did."""

    site: str
    releases: int = 0
    error: str = ""


def pull(sources: list[str], releases: Path, keys: str, check_out: Callable[[Repository], object]) -> list[Outcome]:
    """Bring every site below the folder ``releases`` to what the first source that answers holds.

    ``sources`` are addresses (``ssh://user@host:port/folder``), ``keys`` and ``check_out`` as for ``accept``. A site
    that cannot be brought up to date does not stop the others. Raises ``ssh.Unreachable`` when no source answers.
    """
    address, heads = _first_that_answers(sources)
    return [_pull_site(address, site, head, releases, keys, check_out) for site, head in sorted(heads.items())]


def _first_that_answers(sources: list[str]) -> tuple[ssh.Address, dict[str, str]]:
    reasons = []
    for source in sources:
        address = ssh.Address.read(source)
        try:
            return address, ssh.heads(address)
        except ssh.Unreachable as reason:
            reasons.append(f"{address}：{reason}")
    raise ssh.Unreachable("\n".join(reasons) or "没有配置发布源（SUMU_SOURCE）。")


def _pull_site(
    address: ssh.Address,
    site: str,
    head: str,
    releases: Path,
    keys: str,
    check_out: Callable[[Repository], object],
) -> Outcome:
    try:
        repository = Repository(releases / f"{site}.git")
        held = repository.head()
        if held is None or str(held.id) != head:
            fetch(repository, address.repository(site), MAIN)
        return Outcome(site, accept(repository, site, keys, check_out))
    except Exception as error:  # one site's failure, whatever it is, must not stop the others
        logger.exception("cannot bring %s up to date", site)
        return Outcome(site, error=str(error) or type(error).__name__)


def fetch(repository: Repository, source: str, name: str) -> None:
    """Fetch the reference ``name`` of ``source``, an address or a bundle's file, into ``INCOMING``.

    What is held already is not sent again. Raises ``ssh.Unreachable``.
    """
    quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"]
    ssh.git("fetch", *quiet, source, f"+{name}:{INCOMING}", folder=repository.path)
