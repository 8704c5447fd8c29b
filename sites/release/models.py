"""What the releases remember beside their repositories: failed attempts, so that a retry waits its turn."""

from django.db import models

from sites.store.models import OutboxEntry


class Attempt(models.Model):
    """How often an entry of the outbox has failed to become public, and when it did last."""

    entry = models.OneToOneField(OutboxEntry, on_delete=models.CASCADE, related_name="attempt")
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.count}"
