"""Who decides for whom, and from when to when."""

from django.conf import settings
from django.db import models

from sites.registry.models import Site


class Delegation(models.Model):
    """That a person's stages are decided on by another from one day to another, both included (委托代办).

    Without ``site`` it holds for every site where ``from_user`` reviews, without ``stage`` for every stage. Rows are
    kept: a delegation ends by its last day or by ``revoked_at``.
    """

    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations_given", verbose_name="委托人"
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations_held", verbose_name="受托人"
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, null=True, blank=True, related_name="delegations", verbose_name="站点"
    )
    stage = models.CharField("环节", max_length=12, blank=True)
    first_day = models.DateField("开始日期")
    last_day = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=200)
    made_by = models.CharField("办理人", max_length=150)
    made_at = models.DateTimeField("办理时间")
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_by = models.CharField("撤销人", max_length=150, blank=True)

    class Meta:
        ordering = ["-first_day", "-id"]
        indexes = [models.Index(fields=["to_user", "last_day"], name="inbox_delegate")]
        verbose_name = "委托代办"
        verbose_name_plural = "委托代办"

    def __str__(self) -> str:
        return f"{self.from_user} → {self.to_user} {self.first_day}–{self.last_day}"
