"""The blocks that bodies and home pages are made of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

TEXT_FEATURES = ["h3", "h4", "bold", "italic", "superscript", "subscript", "ol", "ul", "link"]
HEADING_LEVELS = [("2", _("二级标题")), ("3", _("三级标题"))]
SAFE_LINKS = ("https://", "http://", "/", "mailto:", "tel:")


class HeadingBlock(blocks.StructBlock):
    """A heading between paragraphs (小标题)."""

    text = blocks.CharBlock(label=_("标题文字"), max_length=200)
    level = blocks.ChoiceBlock(label=_("级别"), choices=HEADING_LEVELS, default="2")

    class Meta:
        icon = "title"
        label = _("小标题")


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows, in words (图片)."""

    picture = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(label=_("替代文字"), help_text=_("给看不到图片的读者：图上是什么。必填。"), max_length=200)
    caption = blocks.CharBlock(label=_("图注"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("图片")


class OptionalPictureBlock(PictureBlock):
    """A picture that may be left out."""

    picture = ImageChooserBlock(label=_("图片"), required=False)
    alt = blocks.CharBlock(
        label=_("替代文字"), help_text=_("有图片就必填：图上是什么。"), required=False, max_length=200
    )

    class Meta:
        icon = "image"
        label = _("图片")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Demand words for a picture that is there."""
        result = super().clean(value)
        if result.get("picture") and not (result.get("alt") or "").strip():
            raise blocks.StructBlockValidationError({"alt": ValidationError(_("有图片就要写替代文字。"))})
        return result


class QuoteBlock(blocks.StructBlock):
    """A quotation and whose it is (引文)."""

    text = blocks.TextBlock(label=_("引文"), rows=3)
    attribution = blocks.CharBlock(label=_("出处"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("引文")


class BodyBlock(blocks.StreamBlock):
    """The body of a document (正文)."""

    text = blocks.RichTextBlock(label=_("正文段落"), features=TEXT_FEATURES, icon="pilcrow")
    heading = HeadingBlock()
    picture = PictureBlock()
    table = TableBlock(label=_("表格"), icon="table")
    quote = QuoteBlock()
    attachment = DocumentChooserBlock(label=_("附件"), icon="doc-full")


class LinkBlock(blocks.StructBlock):
    """One link of a block of links (链接)."""

    text = blocks.CharBlock(label=_("文字"), max_length=100)
    page = blocks.PageChooserBlock(label=_("本站群页面"), required=False)
    href = blocks.CharBlock(
        label=_("或网址"), required=False, max_length=500, help_text=_("以 https:// 或 / 开头；选了页面就不必填。")
    )

    class Meta:
        icon = "link"
        label = _("链接")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Demand either a page or an address of a harmless kind."""
        result = super().clean(value)
        href = result.get("href", "").strip()
        if bool(result.get("page")) == bool(href):
            raise blocks.StructBlockValidationError({"href": ValidationError(_("页面和网址须填且只填一项。"))})
        if href and not href.startswith(SAFE_LINKS):
            raise blocks.StructBlockValidationError({"href": ValidationError(_("网址须以 https:// 或 / 开头。"))})
        return result


class ColumnListBlock(blocks.StructBlock):
    """The newest documents of a column (栏目列表)."""

    column = blocks.PageChooserBlock("pages.ColumnPage", label=_("栏目"))
    count = blocks.IntegerBlock(label=_("条数"), min_value=1, max_value=20, default=6)

    class Meta:
        icon = "list-ul"
        label = _("栏目列表")


class PicturesBlock(blocks.StructBlock):
    """The newest documents of a column that have a picture, large (图片新闻)."""

    column = blocks.PageChooserBlock("pages.ColumnPage", label=_("栏目"))

    class Meta:
        icon = "image"
        label = _("图片新闻")


class LinksBlock(blocks.StructBlock):
    """A titled list of links (链接组)."""

    title = blocks.CharBlock(label=_("标题"), max_length=100)
    links = blocks.ListBlock(LinkBlock(), label=_("链接"))

    class Meta:
        icon = "link"
        label = _("链接组")


class IntroductionBlock(blocks.StructBlock):
    """A short introduction with a picture (简介)."""

    title = blocks.CharBlock(label=_("标题"), max_length=100)
    text = blocks.RichTextBlock(label=_("文字"), features=TEXT_FEATURES)
    picture = OptionalPictureBlock()

    class Meta:
        icon = "info-circle"
        label = _("简介")


class HomeBlock(blocks.StreamBlock):
    """What a home page shows, from top to bottom (首页内容)."""

    pictures = PicturesBlock()
    column_list = ColumnListBlock()
    links = LinksBlock()
    introduction = IntroductionBlock()
