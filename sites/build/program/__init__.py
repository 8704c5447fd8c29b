"""The program of a site: which outputs exist, family by family.

``FAMILIES`` maps each kind of output to the family that knows it. A full build takes every family's ``every``;
a change takes ``some`` with the subjects that ``leads`` found. Listed documents come first: what that pass sees
(``survey``) serves all that lists them.
"""

from . import documents, files, gone, lists, moved, notices, shells, syndication
from .spec import Family, Identity, Spec

FAMILIES: tuple[Family, ...] = (
    documents.Listed(),
    documents.Homes(),
    documents.Columns(),
    lists.Lists(),
    shells.Shells(),
    moved.Moved(),
    moved.RedirectMap(),
    gone.Gone(),
    gone.WithdrawnMaps(),
    notices.Notices(),
    syndication.Feed(),
    syndication.SitemapIndex(),
    syndication.SitemapShards(),
    files.Robots(),
    files.Media(),
    files.Assets(),
)
BY_KIND: dict[str, Family] = {family.kind: family for family in FAMILIES}

__all__ = ["BY_KIND", "FAMILIES", "Family", "Identity", "Spec"]
