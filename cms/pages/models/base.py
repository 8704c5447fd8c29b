"""What every page of the editing side that can become public shares."""

from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.models import Page

from multilingual import registry as languages
from sites.registry.models import Site
from sites.store.content import Kind

from ..forms import LanguagePageForm
from ..slugs import random_slug
from ..status import public_url, quick_status

KEPT_FROM_PAGE = ("content_type", "locale", "owner", "locked_by", "latest_revision", "alias_of")
"""The relations that Wagtail's ``with_content_json`` sets from the page itself."""


class PublicPage(Page):
    """A page whose content can be handed to the store; ``kind`` is the store's word for it.

    Wagtail's own idea of what is live has no meaning for the public: addresses and status come from
    the store.
    """

    kind: ClassVar[Kind]
    base_form_class = LanguagePageForm
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:
            kwargs.setdefault("live", False)
        super().__init__(*args, **kwargs)

    @property
    def language(self) -> languages.Language:
        """The language that the page is written in."""
        return languages.get(self.locale.language_code)

    @cached_property
    def site(self) -> Site:
        """The registered site that the page belongs to, looked up once."""
        container = self.path[: self.steplen * 2]  # the sites' containers stand right below the tree's root
        return Site.objects.get(page__path=container)

    @property
    def column_page(self) -> Page | None:
        """The column that the page stands in, None for a home and for a top-level column."""
        from .column import ColumnPage

        known = getattr(self, "_cached_parent_obj", None)  # where treebeard keeps a parent that it has read
        if isinstance(known, ColumnPage):
            return known
        return ColumnPage.objects.parent_of(self).select_related("locale").first()

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the page as a revision has it.

        Wagtail takes some fields from the page as it is now, whatever the revision says, but first looks up what the
        revision says: for these there is nothing to look up.
        """
        draft: Self = super().with_content_json(content | dict.fromkeys(KEPT_FROM_PAGE))
        draft.locale = self.locale
        return draft

    @property
    def status_string(self) -> str:
        """What the public sees, in words; lists of pages show it."""
        return quick_status(self).short_label

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return the public address as Wagtail wants it, None while the page is not public."""
        url = public_url(self) if self.pk else ""
        if not url:
            return None
        scheme, _, rest = url.partition("://")
        host, slash, path = rest.partition("/")
        return 0, f"{scheme}://{host}", slash + path

    def get_url(self, request: HttpRequest | None = None, current_site: Any = None) -> str | None:
        """Return the full public address: the editing side never lies on a public host."""
        return public_url(self) or None if self.pk else None

    url = property(get_url)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as readers would get it."""
        from ..preview import preview_response

        return preview_response(self)


class ListedPage(PublicPage):
    """A document that a column lists: it needs no slug from its editor."""

    summary = models.TextField("摘要", blank=True, help_text="列表和搜索结果里显示，不超过 100 字。")
    keywords = models.CharField("关键词", max_length=200, blank=True, help_text="多个关键词用顿号或逗号隔开。")
    source = models.CharField("来源", max_length=100, blank=True, help_text="不填就是本网站。")
    author = models.CharField("责任编辑", max_length=60, blank=True)
    document_number = models.CharField("文号", max_length=80, blank=True, help_text="例如 国办发〔2017〕47号")
    picture = models.ForeignKey(
        "media.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="题图",
        help_text="列表和首页上显示。",
    )
    picture_alt = models.CharField("题图替代文字", max_length=200, blank=True, help_text="有题图就必填：图上是什么。")
    picture_caption = models.CharField("题图说明", max_length=200, blank=True)
    display_date = models.DateTimeField("显示日期", null=True, blank=True, help_text="只有导入的旧稿才有。")
    sample = models.BooleanField("示例内容", default=False)

    column_lists: ClassVar[str] = ""
    """The sort of column that it must stand in; empty for any."""

    subpage_types: ClassVar[list[Any]] = []
    parent_page_types: ClassVar[list[Any]] = ["pages.ColumnPage"]

    class Meta:
        abstract = True

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Offer the type only in columns that list this sort of document."""
        fits = not cls.column_lists or getattr(parent.specific, "lists", "") == cls.column_lists
        return bool(fits and super().can_create_at(parent))

    def _set_core_field_defaults(self) -> None:
        if not getattr(self, "slug", ""):
            self.slug: str = random_slug()
        super()._set_core_field_defaults()

    def clean(self) -> None:
        """Bring the document number into its canonical form; demand words for the picture, and a fitting column."""
        from ..validation import clean_document_number, demand_column_of, demand_picture_text

        super().clean()
        self.document_number = clean_document_number(self.document_number)
        demand_picture_text(self)
        if self.column_lists:
            demand_column_of(self, self.column_lists)
