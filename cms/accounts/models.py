"""Who holds which role at which site."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from wagtail.models import Collection

from sites.registry.models import Site


class Role(models.TextChoices):
    """What a person may do at a site: write, pass one stage of the review chain, or look after the site (角色)."""

    EDITOR = "editor", "编辑"
    FIRST = "first", "初审"
    SECOND = "second", "复审"
    SIGN = "sign", "签发"
    SECRECY = "secrecy", "保密审查"
    SITE_ADMIN = "site_admin", "站点管理员"


REVIEWING = (Role.FIRST, Role.SECOND, Role.SIGN, Role.SECRECY)
"""The roles that pass a stage."""


class Administrator(models.TextChoices):
    """The three administrators of the cluster, never the same person (三员分立): none of them touches content."""

    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全保密管理员"
    AUDIT = "audit", "审计管理员"


class SiteRole(models.Model):
    """That a user holds a role at a site; reviewers are found here, never by group (站点角色)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="site_roles", verbose_name="用户"
    )
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="roles", verbose_name="站点")
    role = models.CharField("角色", max_length=10, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "site", "role"], name="one_row_per_role")]
        verbose_name = "站点角色"
        verbose_name_plural = "站点角色"

    def __str__(self) -> str:
        return f"{self.user} {self.site} {self.get_role_display()}"


class ClusterRole(models.Model):
    """That a user is one of the three administrators; the one-to-one link keeps the three apart (集群角色)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cluster_role", verbose_name="用户"
    )
    role = models.CharField("角色", max_length=10, choices=Administrator.choices)

    class Meta:
        verbose_name = "集群角色"
        verbose_name_plural = "集群角色"

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"


class ClusterGroup(models.Model):
    """The Wagtail group that opens the admin's door to the administrators of one kind."""

    role = models.CharField(max_length=10, choices=Administrator.choices, unique=True)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="cluster_group")

    def __str__(self) -> str:
        return self.group.name


class SiteGroup(models.Model):
    """The Wagtail group that carries a role's rights at a site; its name may change, this link stays."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="role_groups")
    role = models.CharField(max_length=10, choices=Role.choices)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="site_group")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "role"], name="one_group_per_site_and_role")]

    def __str__(self) -> str:
        return self.group.name


class SiteCollection(models.Model):
    """The collection that holds a site's own pictures and attachments."""

    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="media_collection")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="site_collection")

    def __str__(self) -> str:
        return str(self.collection)
