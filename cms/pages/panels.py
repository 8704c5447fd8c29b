"""The panels that every page has: what the public sees, and the title."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import FieldPanel, Panel

from .status import document_of, exact_status


def title_panel(heading: str = "标题") -> FieldPanel:
    """Return the title's panel, a box with a label like the others.

    Wagtail's own one hides its label, and copies a Chinese title into the slug.
    """
    return FieldPanel("title", heading=heading, help_text="公众看到的就是这里写的。")


class PublicStatusPanel(Panel):
    """Stands on top of the edit form: the public state, read from the store (公开状态)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", "公开状态")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page."""

        template_name = "cms/pages/public_status_panel.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the status of a saved page to the template's context."""
            from cms.review.standing import standing_of

            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            context["language"] = page.language if page.locale_id else None
            context["status"] = exact_status(page) if page.pk else None
            context["review"] = standing_of(page) if page.pk else None
            document = document_of(page) if page.pk else None
            context["record_url"] = reverse("cms_ledger:document", args=[document.key]) if document else ""
            return context
