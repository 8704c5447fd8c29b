"""A person's own account page: the picture, the look of the screens, the password."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView

LEFT_OUT = {"name_email", "notifications"}
"""Names stand on signatures, so administrators give them; and nothing here sends mail."""


class OwnAccountView(AccountView):
    """Wagtail's page without the panels whose fields nobody here can fill in."""

    def get_panels(self) -> list[Any]:
        """Return the panels that are shown and saved."""
        return [panel for panel in super().get_panels() if panel.name not in LEFT_OUT]


_view = OwnAccountView.as_view()


@require_admin_access
def own_account(request: HttpRequest) -> HttpResponse:
    """Show and save the settings of the person who is logged in."""
    response: HttpResponse = _view(request)
    return response
