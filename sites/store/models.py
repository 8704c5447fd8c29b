"""The tables of the published store. Only the functions of this room write them."""

from collections.abc import Collection
from functools import cache
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState

from sites.registry.models import Site

from .content import ReadableJSON


class Document(models.Model):
    """One published item in one language, as the public gets it (公开文档)."""

    class State(models.TextChoices):
        """Where the document stands towards the public."""

        PUBLIC = "public", "已公开"
        WITHDRAWN = "withdrawn", "已撤下"

    key = models.CharField(max_length=64, unique=True)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="documents")
    language = models.CharField(max_length=10)
    kind = models.CharField(max_length=10)
    translation_group = models.CharField(max_length=64, db_index=True)
    column = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(help_text="Serial number in its edition; 0 for homes and columns.")
    slot = models.PositiveIntegerField(help_text="Place in its column's list; 0 for what no list shows.")
    path = models.CharField(max_length=240, help_text="Path of its page below the site's base, for ever.")
    title = models.CharField(max_length=255)
    payload = models.JSONField(encoder=ReadableJSON)
    digest = models.CharField(max_length=64)
    approved_digest = models.CharField(max_length=64, help_text="What the approvals named: its own or its batch's.")
    last_approval = models.PositiveIntegerField(default=0, help_text="Newest approval that a decision used up.")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLIC)
    published_at = models.DateTimeField(help_text="The date that readers see.")
    admitted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    leads_to = models.CharField(
        max_length=500, blank=True, help_text="Where its address leads since it was withdrawn; empty: gone (410)."
    )
    expires_at = models.DateTimeField(
        null=True, blank=True, db_index=True, help_text="When its approved content says that it ends."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "path"], name="one_document_per_address")]
        indexes = [
            # counting a column, and a sitemap shard, must not read the payloads, behind which the state lies in a row
            models.Index(fields=["column", "state", "slot"], name="store_column_state_slot"),
            models.Index(fields=["site", "language", "kind"], name="store_edition_kind"),
            models.Index(
                fields=["site", "language", "number", "state", "path", "admitted_at"], name="store_edition_number_facts"
            ),
            models.Index(fields=["site", "language", "published_at", "number", "state"], name="store_edition_newest"),
        ]
        verbose_name = "公开文档"
        verbose_name_plural = "公开文档"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any) -> Self:
        """Return a row as a document: field by field, as Django does it, takes as long as reading its JSON."""
        names = _attributes()
        if options or len(values) != len(names):
            return super().from_db(db, field_names, values, **options)
        document = cls.__new__(cls)
        document.__dict__.update(zip(names, values, strict=True))
        document._state = ModelState()
        document._state.adding = False
        document._state.db = db
        return document

    @property
    def is_public(self) -> bool:
        """Whether readers can see it."""
        return self.state == self.State.PUBLIC


@cache
def _attributes() -> tuple[str, ...]:
    return tuple(field.attname for field in Document._meta.concrete_fields)


class DocumentMedia(models.Model):
    """That a document shows a picture size or carries an attachment."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="media")
    digest = models.CharField(max_length=64, db_index=True)
    extension = models.CharField(max_length=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "digest"], name="media_once_per_document")]


class Counter(models.Model):
    """The last number given out under a name; numbers are never used twice."""

    name = models.CharField(max_length=120, unique=True)
    value = models.PositiveIntegerField(default=0)


class AppendOnly(models.Model):
    """A row that is written once: neither changed nor deleted afterwards."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row once; raises ``TypeError`` for a second time."""
        if self.pk is not None:
            raise TypeError(f"{type(self).__name__} rows are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse, always."""
        raise TypeError(f"{type(self).__name__} rows are never deleted")


class Approval(AppendOnly):
    """That a named person passed a stage for exact content (审签记录)."""

    class Action(models.TextChoices):
        """What the person approved."""

        PUBLISH = "publish", "发布"
        IMPORT = "import", "批量导入"
        WITHDRAW = "withdraw", "撤下"
        MOVE = "move", "调整栏目"
        CHANGE = "change", "变更事项"
        EMERGENCY = "emergency", "应急发布"
        ROLLBACK = "rollback", "回退版本"

    class Stage(models.TextChoices):
        """The stages of the review chain (审签环节)."""

        FIRST = "first", "初审"
        SECOND = "second", "复审"
        SIGN = "sign", "签发"
        SECRECY = "secrecy", "保密审查"
        DECLARE = "declare", "应急提出"
        CONFIRM = "confirm", "应急确认"
        AFTERWARDS = "afterwards", "事后审查"

    action = models.CharField(max_length=10, choices=Action.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="approvals")
    subject = models.CharField(max_length=150, db_index=True, help_text="Key of the document, the batch or the change.")
    digest = models.CharField(max_length=64, db_index=True)
    person = models.CharField(max_length=150)
    person_name = models.CharField(max_length=150)
    authors = models.JSONField(help_text="Everyone who contributed to the content approved.")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    form = models.JSONField(default=dict, help_text="The secrecy form's questions and answers, empty without one.")
    on_behalf_of = models.CharField(max_length=150, blank=True, help_text="Who delegated the stage to the person.")
    shown = models.CharField(max_length=64, blank=True, help_text="Digest of the rendering that the person saw.")

    class Meta:
        ordering = ["id"]
        verbose_name = "审签记录"
        verbose_name_plural = "审签记录"

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.person_name}"


class ApprovalRule(models.Model):
    """Which stages a kind of content must have passed (审签规则).

    The most specific rule counts: one for the site before one for all sites, then one for the action before one
    for every action, then one for the kind before one for all kinds. ``source`` says where the rule stands,
    ``certainty`` how sure we are of it.
    """

    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.CASCADE, verbose_name="站点")
    action = models.CharField("事项", max_length=10, blank=True, choices=Approval.Action.choices)
    kind = models.CharField("内容类别", max_length=20, blank=True)
    stages = models.JSONField("环节", default=list)
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "action", "kind"], name="one_rule_per_site_action_and_kind")
        ]
        verbose_name = "审签规则"
        verbose_name_plural = "审签规则"

    def __str__(self) -> str:
        return f"{self.site or '全部站点'} {self.get_action_display() or '全部事项'} {self.kind or '全部类别'}"


class SecrecyQuestion(models.Model):
    """One question of the secrecy review (保密审查事项); whoever signs answers each of them."""

    code = models.SlugField("代号", unique=True)
    text = models.CharField("审查事项", max_length=200)
    help = models.CharField("说明", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    is_active = models.BooleanField("启用", default=True)
    source = models.CharField("依据", max_length=200)
    certainty = models.CharField("把握", max_length=20)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "保密审查事项"
        verbose_name_plural = "保密审查事项"

    def __str__(self) -> str:
        return self.text


class Version(AppendOnly):
    """One content that was approved or became public, kept for ever under its digest (内容版本)."""

    digest = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, db_index=True)
    canonical = models.BinaryField(help_text="The canonical form, compressed by zlib.")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "内容版本"
        verbose_name_plural = "内容版本"

    def __str__(self) -> str:
        return f"{self.key} {self.digest[:12]}"


class SettledState(AppendOnly):
    """The approved state of what is no document (已定事项): site settings, shared vocabulary, redirects, the theme.

    The newest row of a kind and key counts; ``approvals`` holds the ids that let it in, empty for the state that was
    found when the thing was first put to use.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    payload = models.JSONField(encoder=ReadableJSON)
    digest = models.CharField(max_length=64)
    approvals = models.JSONField(default=list)
    last_approval = models.PositiveIntegerField(default=0)
    person = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "key", "id"], name="store_settled_thing")]
        verbose_name = "已定事项"
        verbose_name_plural = "已定事项"

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class ScheduledAdmission(models.Model):
    """Approved content that waits for its hour (定时发布)."""

    key = models.CharField(max_length=64, unique=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="scheduled")
    digest = models.CharField(max_length=64)
    due_at = models.DateTimeField(db_index=True)
    person = models.CharField(max_length=150)
    authors = models.JSONField(default=list)
    error = models.TextField(blank=True, help_text="Why it could not become public when its hour came.")

    class Meta:
        ordering = ["due_at", "id"]
        verbose_name = "定时发布"
        verbose_name_plural = "定时发布"

    def __str__(self) -> str:
        return f"{self.key} {self.due_at:%Y-%m-%d %H:%M}"


class AuditEntry(AppendOnly):
    """One act and who did it, written in the transaction of the act itself (操作留痕).

    ``chain`` is the SHA-256 over this entry and the ``chain`` of the one before: nobody can change, remove or slip in
    an entry without every later one ceasing to fit.
    """

    at = models.DateTimeField()
    person = models.CharField(max_length=150)
    role = models.CharField(max_length=20, blank=True, help_text="In which role the person acted.")
    origin = models.CharField(max_length=45, blank=True, help_text="Address that the request came from.")
    site = models.CharField(max_length=50, blank=True, help_text="Key of the site concerned.")
    act = models.CharField(max_length=40)
    subject = models.CharField(max_length=150)
    digest = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64, blank=True)
    chain = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["site", "id"], name="store_audit_site"),
            models.Index(fields=["person", "id"], name="store_audit_person"),
            models.Index(fields=["subject", "id"], name="store_audit_subject"),
            models.Index(fields=["at"], name="store_audit_at"),
        ]
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"

    def __str__(self) -> str:
        return f"{self.act} {self.subject}"


class OutboxEntry(models.Model):
    """One change of the store on its way to the public files and to the search index (待办变更).

    Rows stay: in their order they are the history of what was public, which going back to a release reads.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="outbox")
    cause = models.CharField(max_length=20, help_text="admit, withdraw, relist, site or theme")
    document = models.CharField(max_length=64, blank=True, db_index=True)
    digest = models.CharField(max_length=64, blank=True)
    keys = models.JSONField(default=list)
    created_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True, db_index=True)
    release = models.CharField(max_length=40, blank=True)
    indexed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "待办变更"
        verbose_name_plural = "待办变更"

    def __str__(self) -> str:
        return f"{self.cause} {self.document}"
