"""Which days are worked, and how long a stage may take."""

from django.db import models

from sites.registry.models import Site


class Holiday(models.Model):
    """A day that departs from the week: a day off, or a weekend day that is worked (节假日、调休)."""

    date = models.DateField("日期", unique=True)
    name = models.CharField("名称", max_length=40)
    is_working_day = models.BooleanField("上班", default=False)
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        ordering = ["date"]
        verbose_name = "节假日"
        verbose_name_plural = "节假日"

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class DeadlineRule(models.Model):
    """How long a stage may take, when to remind, whom to tell when it passes (办理时限).

    The most specific rule counts: one for the site before one for all sites, then one for the stage, then one for the
    kind. An empty ``stage`` or ``kind`` stands for every one.
    """

    class Unit(models.TextChoices):
        """What the time is counted in."""

        DAYS = "days", "工作日"
        HOURS = "hours", "工作小时"

    site = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, blank=True, verbose_name="站点")
    stage = models.CharField("环节", max_length=12, blank=True)
    kind = models.CharField("内容类别", max_length=20, blank=True)
    amount = models.PositiveSmallIntegerField("时限")
    unit = models.CharField("单位", max_length=5, choices=Unit.choices, default=Unit.DAYS)
    remind_before = models.PositiveSmallIntegerField("提前提醒", help_text="In the same unit.")
    escalate_to = models.CharField("超期督办", max_length=12)
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "stage", "kind"], name="one_deadline_per_site_and_case"),
            models.UniqueConstraint(
                fields=["stage", "kind"], condition=models.Q(site__isnull=True), name="one_deadline_per_case"
            ),
        ]
        verbose_name = "办理时限"
        verbose_name_plural = "办理时限"

    def __str__(self) -> str:
        return f"{self.site or '全部站点'} {self.stage} {self.kind} {self.amount} {self.get_unit_display()}"
