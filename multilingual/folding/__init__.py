"""Folding: one form for all spellings of a word, the same for text and for queries (检索折叠).

A text of any edition may hold other scripts, so it is cut into runs of one script and each is folded by its own rule: a
Chinese word on a Mongolian page is found, and Cyrillic finds Arabic. Tokens are separated by spaces and hold letters,
digits and ``_`` only; both engines index them as they are.
"""

from .locating import locate
from .query import Group, query_groups, query_terms
from .text import index_text, index_tokens

__all__ = ["Group", "index_text", "index_tokens", "locate", "query_groups", "query_terms"]
