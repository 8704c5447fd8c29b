"""Slugs that nobody is asked for: the public address of a document comes from the store."""

import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 10


def random_slug() -> str:
    """Return a short slug that no other page has, for Wagtail's tree alone."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
