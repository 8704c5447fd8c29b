"""What exactly a reviewer saw: the list of what goes back, kept as a page of its own."""

from django.template.loader import render_to_string

from sites.store import blobs

from .documents import rows
from .models import RollbackRequest
from .standing import title_of


def keep(request: RollbackRequest) -> str:
    """Keep the rendered plan write-once; return the digest that the approval names."""
    context = {"title": title_of(request), "request": request, "rows": rows(request.steps().documents)}
    return blobs.put(render_to_string("cms/releases/frozen.html", context).encode(), "html")
