"""From the keys of a change to the outputs that they lead to without a record.

What an output reads beyond these is recorded in ``OutputKey``. Queries name the keys alone and leave other
sites' rows out afterwards: with the site among the conditions, SQLite walks through all documents of the site.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest

from django.db.models import Q

from multilingual import registry as languages
from sites.registry.models import Site
from sites.store import listing, redirects
from sites.store.content import LISTED_KINDS
from sites.store.models import Document, DocumentMedia
from themes import assets
from themes.theme import Theme

from .documents import COLUMN, DOCUMENT, HOME
from .files import ASSET, MEDIA, ROBOTS
from .gone import GONE, WITHDRAWN, at_addresses
from .lists import LIST, subject
from .moved import MAP, MOVED, language_of
from .notices import KIND as NOTICE
from .spec import Identity, batches

WIDE = ("edition", "site")
"""Keys of what all outputs of an edition share; compare digests before acting on them."""


def is_wide(key: str) -> bool:
    """Return whether ``key`` concerns what the outputs of whole editions share."""
    return key.partition(":")[0] in WIDE


def identities(site: Site, theme: Theme, touched: Iterable[str]) -> set[Identity]:
    """Return which outputs of ``site`` the ``touched`` keys lead to, whether or not they exist now or did before.

    ``theme`` is the one that they are made with.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for key in touched:
        kind, _, rest = key.partition(":")
        named[kind].add(rest)
    shards = {shard for owner, _, shard in (rest.rpartition(":") for rest in named["withdrawn"]) if owner == site.key}
    found = _of_documents(site, named["document"], named["translations"], with_gone=bool(shards))
    found |= _of_columns(site, named) | {Identity("", WITHDRAWN, shard) for shard in shards}
    for rest in named["sitemap"]:
        owner, language, shard = rest.rsplit(":", 2)
        if owner == site.key:
            found |= {Identity(language, "shard", shard), Identity(language, "sitemap", "")}
    if site.key in named["notice"]:
        found |= _with_notices(site)
    if own := [key for key in named["redirect"] if key.startswith(f"{site.key}:")]:
        found |= {Identity(language_of(held), MOVED, held.key) for held in redirects.of_site(site, own)}
        found.add(Identity("", MAP, ""))
        for language, key, number in at_addresses(site, own):
            found.add(Identity(language, GONE, key))
            if number:
                found.add(Identity("", WITHDRAWN, str(listing.withdrawn_shard(number))))
    if any(named[kind] for kind in WIDE):
        found |= {Identity("", ROBOTS, ""), Identity("", MAP, "")}
        found |= {Identity("", ASSET, name) for name in assets.files(theme)}
    return found


def _of_documents(site: Site, keys: set[str], groups: set[str], *, with_gone: bool) -> set[Identity]:
    found: set[Identity] = set()
    nothing: list[str] = []
    # together fewer values than the 999 that an old SQLite takes
    for some, others in zip_longest(batches(sorted(keys), 450), batches(sorted(groups), 450), fillvalue=nothing):
        asked = Document.objects.filter(Q(key__in=some) | Q(translation_group__in=others))
        rows = asked.values_list("site", "language", "kind", "key")
        for owner, language, kind, key in rows:
            if owner == site.id:
                found.add(Identity(language, _page_kind(kind), key))
                if with_gone and key in keys:
                    found.add(Identity(language, GONE, key))
    for batch in batches(sorted(keys), 500):
        used = DocumentMedia.objects.filter(document__key__in=batch)
        found |= {
            Identity("", MEDIA, f"{digest}.{extension}")
            for digest, extension in used.values_list("digest", "extension")
        }
    return found


def _with_notices(site: Site) -> set[Identity]:
    """Return the homes of ``site``, which show emergency notices, and the files from which other pages fetch them."""
    homes = Document.objects.filter(site=site, language__in=languages.codes(), kind="home")
    found: set[Identity] = set()
    for language, key in homes.values_list("language", "key"):
        found |= {Identity(language, HOME, key), Identity(language, NOTICE, "")}
    return found


def _page_kind(kind: str) -> str:
    if kind in LISTED_KINDS:
        return DOCUMENT
    return HOME if kind == "home" else COLUMN


def _of_columns(site: Site, named: dict[str, set[str]]) -> set[Identity]:
    pages = {tuple(rest.rsplit(":", 1)) for rest in named["slots"] | named["newer"]}
    columns = named["latest"] | {column for column, _ in pages}
    rows = Document.objects.filter(key__in=columns).values_list("key", "language", "site", "state")
    own = [(key, language, state) for key, language, owner, state in rows if owner == site.id]
    languages = {key: language for key, language, _state in own}
    gone = {key for key, _language, state in own if state == Document.State.WITHDRAWN}
    found = {Identity(languages[column], COLUMN, column) for column in named["latest"] if column in languages}
    if gone:
        found.add(Identity("", MAP, ""))
    return found | {
        Identity(languages[column], GONE if column in gone else LIST, subject(column, int(number)))
        for column, number in pages
        if column in languages and int(number) > 0
    }
