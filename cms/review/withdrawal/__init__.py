"""Asking for a withdrawal: where the address leads afterwards, and what else says the same."""
