"""Clean HTML: what editors paste and imports bring, reduced to what the public may get."""

from .clean import clean
from .plain import plain

__all__ = ["clean", "plain"]
