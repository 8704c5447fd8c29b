"""The screens of changes: what is public now, asking, deciding, history."""
