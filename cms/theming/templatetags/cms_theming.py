"""What the page of a change request shows of a theme."""

from typing import Any

from django import template

from cms.changes.models import ChangeRequest
from themes import snapshots

from ..differing import changes
from ..previews import pages

register = template.Library()


@register.inclusion_tag("cms/theming/comparison.html")
def theme_comparison(request: ChangeRequest) -> dict[str, Any]:
    """Return the files that ``request`` changes and the pages to look at, old and new side by side."""
    before, after = str(request.before.get("digest", "")), str(request.after.get("digest", ""))
    try:
        files = changes(before, after)
    except snapshots.SnapshotAltered as error:
        return {"problem": str(error)}
    return {"before": before, "after": after, "files": files, "pages": list(pages(request.site))}
