"""The table of this room."""

from django.db import models

from sites.registry.models import Site


class BuildCheck(models.Model):
    """One look at whether a site's public files are what a full build makes (构建核对).

    ``asked_by`` is empty for the nightly one. ``count`` tells how many files differ, ``differences`` names the first of
    them (``path``, ``what``, ``missed``: the keys), ``error`` says why nothing could be found out.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="build_checks")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    release = models.CharField(max_length=40, blank=True)
    files = models.PositiveIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    differences = models.JSONField(default=list)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["site", "ended_at"], name="verifying_site_ended")]
        verbose_name = "构建核对"
        verbose_name_plural = "构建核对"

    def __str__(self) -> str:
        return f"{self.site_id} {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_equal(self) -> bool:
        """Whether the look ended and found every file as it ought to be."""
        return self.ended_at is not None and not self.count and not self.error
