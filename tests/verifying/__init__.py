"""Looks at what is live, and the clock."""
