"""Which public websites there are, in which languages, and whose they are."""

from django.core.validators import RegexValidator
from django.db import models

from multilingual import registry as languages


class Organisation(models.Model):
    """A body that publishes (主办单位). Its name is shared vocabulary, translated in place."""

    code = models.SlugField("机构代号", unique=True)
    name = models.CharField("机构名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)

    class Meta:
        verbose_name = "机构"
        verbose_name_plural = "机构"

    def __str__(self) -> str:
        return self.name


class StandardColumn(models.Model):
    """A column that the cluster's standard names for every site of a kind (标准栏目)."""

    class Lists(models.TextChoices):
        """What a column lists; it decides how its list page looks."""

        NEWS = "news", "新闻动态"
        NOTICES = "notices", "通知公告"
        POLICIES = "policies", "政策文件"
        SERVICES = "services", "办事服务"
        LEADERS = "leaders", "领导信息"

    code = models.SlugField("栏目代号", unique=True, help_text="拼音首字母，也是网址的一段")
    name = models.CharField("栏目名称", max_length=60)
    description = models.CharField("栏目说明", max_length=200)
    lists = models.CharField("内容类别", max_length=12, choices=Lists.choices)
    column_type = models.CharField("网页标签 ColumnType", max_length=30)
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = "标准栏目"
        verbose_name_plural = "标准栏目"

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One public website: the portal, a department's or a township's (站点).

    Its address is ``scheme://host[:port]/path/``; ``path`` is empty for a site with a host of its
    own and e.g. ``jyj`` for one under the portal's host (国办发〔2017〕47号: columns and
    departments stay on the portal's domain).
    """

    class Kind(models.TextChoices):
        """The kinds of site the national rules tell apart."""

        PORTAL = "portal", "门户网站"
        DEPARTMENT = "department", "部门网站"
        TOWNSHIP = "township", "苏木乡镇网站"

    key = models.SlugField("站点代号", unique=True)
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    name = models.CharField("网站名称", max_length=120)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sites", verbose_name="主办单位"
    )
    scheme = models.CharField("协议", max_length=5, default="https", choices=[("http", "http"), ("https", "https")])
    host = models.CharField(
        "域名",
        max_length=253,
        validators=[RegexValidator(r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", "域名只能含小写字母、数字、点和连字符")],
    )
    port = models.PositiveIntegerField("端口", null=True, blank=True)
    path = models.CharField(
        "路径",
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^[a-z0-9-]+$", "路径只能含小写字母、数字和连字符")],
    )
    code = models.CharField("网站标识码", max_length=12, blank=True)
    icp_number = models.CharField("ICP备案编号", max_length=40, blank=True)
    police_number = models.CharField("公安备案编号", max_length=40, blank=True)
    contact = models.CharField("联系方式", max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["host", "path"], name="one_site_per_address")]
        verbose_name = "站点"
        verbose_name_plural = "站点"

    def __str__(self) -> str:
        return self.name

    def languages(self) -> list[str]:
        """Return the languages of its editions in their order, read anew each time."""
        return list(self.editions.order_by("id").values_list("language", flat=True))


class Edition(models.Model):
    """One language of a site (语种版本): its language, its script, its home page."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="editions", verbose_name="站点")
    language = models.CharField("语种", max_length=10, choices=[(code, code) for code in languages.codes()])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "language"], name="one_edition_per_language")]
        verbose_name = "语种版本"
        verbose_name_plural = "语种版本"

    def __str__(self) -> str:
        return f"{self.site.key}/{self.language}"
