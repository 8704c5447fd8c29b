"""What was built last: the outputs of each site, the keys they read, and what their editions shared.

These rows are a memory, not a source: deleting them costs one full build and loses nothing.
"""

from django.db import models

from sites.registry.models import Site


class Output(models.Model):
    """One file of a public site (产出文件).

    ``kind`` and ``subject`` say what it shows (``article`` and a document's key, ``list`` and a column's key
    with a page number); ``language`` is empty for files that belong to no edition. ``digest`` is the SHA-256 of
    its last good bytes, empty while it never rendered; ``error`` says why its newest version could not be made.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="outputs", db_index=False)
    language = models.CharField(max_length=10, blank=True)
    kind = models.CharField(max_length=12)
    subject = models.CharField(max_length=160, blank=True)
    path = models.CharField(max_length=240)
    digest = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="one_output_per_path")]
        indexes = [
            models.Index(fields=["site", "language", "kind", "subject"], name="build_output_identity"),
            models.Index(fields=["site"], condition=~models.Q(error=""), name="build_output_failed"),
        ]
        verbose_name = "产出文件"
        verbose_name_plural = "产出文件"

    def __str__(self) -> str:
        return self.path


class OutputKey(models.Model):
    """That an output read a key which does not lead to it by itself (see ``program.leads``)."""

    output = models.ForeignKey(Output, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=160, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["output", "key"], name="key_once_per_output")]

    def __str__(self) -> str:
        return self.key


class EditionState(models.Model):
    """The digest of what all outputs of an edition shared when it was built last."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="edition_states")
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "language"], name="one_state_per_edition")]

    def __str__(self) -> str:
        return f"{self.site_id}/{self.language}"


class SiteState(models.Model):
    """With which maker (``theme`` and builder) and for which address a site was built in full."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="build_state")
    maker = models.CharField(max_length=64)
    theme = models.CharField(max_length=64, blank=True)
    base = models.CharField(max_length=340)

    def __str__(self) -> str:
        return self.base
