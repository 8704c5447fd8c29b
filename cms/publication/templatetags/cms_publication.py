"""How far a page has come, and what a held release would do, for the pages of other rooms."""

from typing import Any

from django import template
from django.urls import reverse

from cms.changes.models import ChangeRequest
from cms.pages.keys import key_of
from sites.registry import addresses

from ..state import State, state_of

register = template.Library()


@register.inclusion_tag("cms/publication/panel.html")
def publication_state(page: Any) -> dict[str, Any]:
    """Return the state of a saved page; nothing for one that was never signed."""
    found = publication_of(page)
    return {"state": found, "url": reverse("cms_publication:state", args=[found.key]) if found else ""}


@register.simple_tag
def publication_of(page: Any) -> State | None:
    """Return the state of a page; None for one that is not saved or was never signed."""
    if not page.pk or page.translation_key is None or page.locale_id is None:
        return None
    return state_of(key_of(page))


@register.inclusion_tag("cms/publication/held.html")
def held_release(request: ChangeRequest) -> dict[str, Any]:
    """Return what the release would do that ``request`` asks two people about, with the addresses as they are now."""
    paths = []
    for line in str(request.after.get("paths", "")).splitlines():
        what, _space, path = line.partition(" ")
        paths.append((what, path, addresses.absolute_url(request.site, path)))
    return {"request": request, "asked": request.after, "paths": paths}
