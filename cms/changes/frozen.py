"""What exactly a reviewer saw: the table of the change, kept as a page of its own."""

from django.template.loader import render_to_string

from sites.store import blobs

from .comparing import rows
from .models import ChangeRequest
from .standing import title_of


def keep(request: ChangeRequest) -> str:
    """Keep the rendered change write-once; return the digest that the approval names."""
    context = {
        "title": title_of(request),
        "request": request,
        "rows": rows(request.kind, request.before, request.after),
    }
    return blobs.put(render_to_string("cms/changes/frozen.html", context).encode(), "html")
