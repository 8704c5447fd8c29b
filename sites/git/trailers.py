"""What a release's message says for machines: of which site it is, at which address that stands.

Read by nodes, which know no registry: nothing here may need one.
"""

from dataclasses import dataclass

import pygit2

SITE, ADDRESS = "Site", "Address"
LEDGER = "Ledger"
CONTINUES = "Continues"
"""Of the first release of a repository that took the place of a lost one: the last release of that."""
_KNOWN = (SITE, ADDRESS, LEDGER, CONTINUES)


@dataclass(frozen=True)
class Trailers:
    """The site's key, and where it stands: its host, and its path below that, empty for the host's own site."""

    site: str = ""
    host: str = ""
    path: str = ""
    continues: str = ""

    def __bool__(self) -> bool:
        return bool(self.site)

    @property
    def address(self) -> str:
        """Return ``host`` or ``host/path``."""
        return f"{self.host}/{self.path}" if self.path else self.host


def lines_of(site: str, host: str, path: str) -> str:
    """Return the lines that ``read`` reads, each with its line break."""
    return f"{SITE}: {site}\n{ADDRESS}: {Trailers(site, host, path).address}\n"


def continuing(message: str, release: str) -> str:
    """Return ``message`` with the line that it takes up after ``release`` of a repository that was lost."""
    return message.replace("\n\n", f"\n\n{CONTINUES}: {release}\n", 1)


def read(commit: pygit2.Commit) -> Trailers:
    """Return what the message of ``commit`` says; what it does not say is empty."""
    return read_message(commit.message)


def read_message(message: str) -> Trailers:
    """Return what ``message`` says in the block right below its subject, where no title of a document can stand."""
    said: dict[str, str] = {}
    for line in message.partition("\n\n")[2].split("\n"):
        name, separator, value = line.partition(": ")
        if not separator or name not in _KNOWN or name in said:
            break
        said[name] = value
    host, _, path = said.get(ADDRESS, "").partition("/")
    return Trailers(said.get(SITE, ""), host, path, said.get(CONTINUES, ""))
