"""What this room tells others."""

from django.dispatch import Signal

location_removed = Signal()
"""Sent with ``digest`` of the clean file when the upload it was made from told where the picture was taken."""
