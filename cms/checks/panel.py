"""The panel 内容检查 of the editor."""

from typing import Any

from wagtail.admin.panels import Panel


class ContentCheckPanel(Panel):
    """Stands in the edit form: what the checks find in the draft as it was saved last (内容检查)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", "内容检查")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page."""

        template_name = "cms/checks/panel.html"

        def is_shown(self) -> bool:
            """Show it for a page that has been saved: before, there is nothing to check."""
            return bool(self.instance.pk and self.instance.latest_revision_id) and super().is_shown()

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            """Add the findings to the template's context."""
            from .screens.drafts import context_of

            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | context_of(self.instance, self.request.user) | {"in_editor": True}
