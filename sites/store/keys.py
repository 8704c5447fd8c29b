"""The names of what an output can depend on.

A change in the store names the keys that it touched; an output recorded the keys that it read.
``edition``, ``site``, ``host`` and ``theme`` are wide keys: every output of that edition, site, host or
of the cluster depends on them without recording them one by one.
"""

from multilingual.registry import DEFAULT


def document(key: str) -> str:
    """One document's own content."""
    return f"document:{key}"


def slots(column: str, page: int) -> str:
    """The documents on one numbered list page of a column."""
    return f"slots:{column}:{page}"


def newer(column: str, page: int) -> str:
    """Whether a numbered list page has a newer numbered page after it."""
    return f"newer:{column}:{page}"


def latest(column: str) -> str:
    """The newest documents of a column."""
    return f"latest:{column}"


def translations(group: str) -> str:
    """Which language versions of a document are public."""
    return f"translations:{group}"


def sitemap(site: str, language: str, shard: int) -> str:
    """One shard of an edition's sitemap."""
    return f"sitemap:{site}:{language}:{shard}"


def withdrawn(site: str, shard: int) -> str:
    """Which documents of one shard of a site's numbers are withdrawn, and where they lead."""
    return f"withdrawn:{site}:{shard}"


def edition(site: str, language: str = DEFAULT) -> str:
    """Everything an edition's pages share: its columns, its home, its languages."""
    return f"edition:{site}:{language}"


def site(key: str) -> str:
    """The identity of a site: names, codes, footer."""
    return f"site:{key}"


def redirect(key: str) -> str:
    """One old address of a site and where it leads."""
    return f"redirect:{key}"


def notice(site: str) -> str:
    """The emergency notices that a site shows."""
    return f"notice:{site}"


THEME = "theme"
