"""The order in which the explorer lists pages."""

from typing import Any

from django.db.models import Case, IntegerField, Value, When

from multilingual import registry as languages


def in_language_order(pages: Any) -> Any:
    """Return ``pages`` by the registry of languages, the national language first (国家通用语言文字在前)."""
    places = [When(locale__language_code=code, then=Value(place)) for place, code in enumerate(languages.codes())]
    last = Value(len(places))
    return pages.order_by(Case(*places, default=last, output_field=IntegerField()), "path")
