"""The nodes that the publisher pushes to, and the bundles that it wrote for those it cannot reach."""

from django.db import models


class Mirror(models.Model):
    """A web node that releases are pushed to over SSH (镜像节点).

    ``brought`` is the digest of all sites' newest releases that it held at the last success; ``failures`` counts those
    since then, ``error`` says why the newest of them happened. ``busy_until`` keeps a second worker away.

    ``watch`` is what the node said last of its watch (``asking.watch_of`` reads it), ``answered_at`` when that was by
    our clock, ``silence`` why it did not answer when it was asked last, at ``asked_at``. ``watch`` may be long: what
    looks at the nodes often defers it.
    """

    name = models.SlugField("名称", unique=True)
    address = models.CharField("地址", max_length=255)
    tried_at = models.DateTimeField("上次尝试", null=True, blank=True)
    succeeded_at = models.DateTimeField("上次成功", null=True, blank=True)
    busy_until = models.DateTimeField(null=True, blank=True)
    brought = models.CharField(max_length=64, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error = models.TextField("错误", blank=True)
    asked_at = models.DateTimeField("上次询问值守", null=True, blank=True)
    answered_at = models.DateTimeField("上次报告值守", null=True, blank=True)
    silence = models.TextField("没有报告的原因", blank=True)
    watch = models.JSONField("值守情况", default=dict, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "镜像节点"
        verbose_name_plural = "镜像节点"

    def __str__(self) -> str:
        return self.name


class Bundle(models.Model):
    """A bundle that was written for a recipient behind an air gap (离线数据包).

    ``number`` counts the recipient's bundles, ``after`` is the one that it follows (0: it carries everything),
    ``digest`` that of its manifest. ``heads`` names each site's newest release that the recipient has once it took it.
    """

    recipient = models.SlugField("接收方")
    number = models.PositiveIntegerField("编号")
    after = models.PositiveIntegerField("接续")
    digest = models.CharField(max_length=64)
    heads = models.JSONField(default=dict)
    made_at = models.DateTimeField("制作时间")
    made_by = models.CharField("制作人", max_length=150)

    class Meta:
        ordering = ["recipient", "number"]
        constraints = [models.UniqueConstraint(fields=["recipient", "number"], name="one_bundle_per_number")]
        verbose_name = "离线数据包"
        verbose_name_plural = "离线数据包"

    def __str__(self) -> str:
        return f"{self.recipient} {self.number}"
