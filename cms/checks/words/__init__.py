"""Keeping the word lists (错敏词表)."""
