"""One form for each kind of thing: what is public now, field by field, and the reason for changing it."""

from typing import Any

from .base import PayloadForm, ReasonForm
from .organisation import NewOrganisationForm, OrganisationForm
from .redirect import RedirectForm
from .site import SiteForm
from .standard_column import NewStandardColumnForm, StandardColumnForm

EDITING: dict[str, type[PayloadForm]] = {
    "site": SiteForm,
    "organisation": OrganisationForm,
    "standard_column": StandardColumnForm,
    "redirect": RedirectForm,
}
ADDING: dict[str, type[Any]] = {"organisation": NewOrganisationForm, "standard_column": NewStandardColumnForm}

__all__ = ["ADDING", "EDITING", "PayloadForm", "ReasonForm", "RedirectForm"]
