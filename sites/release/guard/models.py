"""What the publish guard goes by, and what it holds back."""

from django.db import models

from sites.registry.models import Site


class GuardRule(models.Model):
    """How much of a site one release may change or remove before two people are asked (发布护栏规则).

    A rule for the site counts before the one for all sites (``site`` empty). Shares are percent; a release that
    touches fewer than ``minimum`` files of a kind is never held. ``source`` says where the rule stands, ``certainty``
    how sure we are of it.
    """

    site = models.OneToOneField(
        Site, null=True, blank=True, on_delete=models.CASCADE, related_name="guard_rule", verbose_name="站点"
    )
    changed_share = models.PositiveSmallIntegerField("改动不超过（%）")
    removed_share = models.PositiveSmallIntegerField("移除不超过（%）")
    minimum = models.PositiveIntegerField("起算文件数")
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        verbose_name = "发布护栏规则"
        verbose_name_plural = "发布护栏规则"

    def __str__(self) -> str:
        return f"{self.site or '全部站点'} {self.changed_share}% {self.removed_share}%"


class Hold(models.Model):
    """A release that waits for two people (暂缓的发布); the row goes when the site goes on.

    ``commit`` is the prepared release that people are asked about and ``tree`` the name of exactly its files;
    ``tasks`` is the digest of the tasks measured last, so that the same work is not built again meanwhile.
    ``counts`` holds the numbers of files, ``paths`` the first of them with what would happen to each, ``causes`` how
    many tasks of each cause asked for it.
    """

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="hold")
    before = models.CharField(max_length=40)
    commit = models.CharField(max_length=40)
    tree = models.CharField(max_length=40)
    tasks = models.CharField(max_length=64)
    counts = models.JSONField(default=dict)
    paths = models.JSONField(default=list)
    causes = models.JSONField(default=list)
    sentence = models.TextField()
    since = models.DateTimeField()

    class Meta:
        verbose_name = "暂缓的发布"
        verbose_name_plural = "暂缓的发布"

    def __str__(self) -> str:
        return f"{self.site}"
