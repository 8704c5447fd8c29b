"""What this room keeps: the verifications of the ledger, and the pictures of what was approved."""

from django.db import models


class Verification(models.Model):
    """One verification of the whole ledger (校验记录), done in parts by the worker or at once by a command.

    ``upto`` and ``chain`` are how far it has come, ``entries`` how many that are. ``broken`` names the first break.
    """

    asked_by = models.CharField(max_length=150, blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    upto = models.PositiveBigIntegerField(default=0)
    chain = models.CharField(max_length=64, blank=True)
    entries = models.PositiveBigIntegerField(default=0)
    heads = models.PositiveIntegerField(default=0, help_text="Heads kept outside the database that it bore out.")
    broken = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "校验记录"
        verbose_name_plural = "校验记录"

    def __str__(self) -> str:
        return f"{self.started_at} {self.broken or self.entries}"


class Picture(models.Model):
    """The picture of a rendering that somebody approved (审签留影): the page as Chromium drew it, kept as a blob.

    ``shown`` is the digest of the rendering, ``picture`` that of the PNG, empty while there is none.
    """

    shown = models.CharField(max_length=64, unique=True)
    picture = models.CharField(max_length=64, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "审签留影"
        verbose_name_plural = "审签留影"

    def __str__(self) -> str:
        return self.shown[:12]
