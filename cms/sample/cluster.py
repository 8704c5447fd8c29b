"""The organisations, sites, editions and standard columns of the sample cluster."""

from typing import Any

from django.db import transaction

from multilingual import registry as languages
from sites.registry.models import Edition, Organisation, Site, StandardColumn

from .catalogue import SampleSite, standard_columns

DOMAIN = "sarentala.localhost"
"""``.localhost`` never leaves the machine (RFC 6761), so no sample address can be mistaken for an office's."""

_SITE_FIELDS = ("code", "icp_number", "police_number")


@transaction.atomic
def make_standard_columns() -> None:
    """Make the standard columns that are missing; those that exist stay as they are."""
    for position, (code, data) in enumerate(standard_columns().items(), start=1):
        if StandardColumn.objects.filter(code=code).exists():
            continue
        StandardColumn.objects.create(
            code=code,
            lists=data["lists"],
            column_type=data["column_type"],
            position=position,
            **_translated("name", data["name"]),
            **_translated("description", data["description"]),
        )


@transaction.atomic
def make_site(site: SampleSite, port: int | None) -> Site:
    """Return the registered site, made with its organisation and editions when it is missing."""
    held = Site.objects.filter(key=site.key).first()
    if held is not None:
        return held
    organisation, _made = Organisation.objects.get_or_create(
        code=f"sample-{site.key}",
        defaults=_translated("name", site.data["name"]) | _translated("short_name", site.data["short_name"]),
    )
    made = Site.objects.create(
        key=site.key,
        kind=site.data["kind"],
        organisation=organisation,
        scheme="http",
        host=f"{site.data['host']}.{DOMAIN}",
        port=port,
        path=site.data.get("path", ""),
        **{name: site.data[name] for name in _SITE_FIELDS},
        **_translated("name", site.data["name"]),
        **_translated("contact", site.data["contact"]),
    )
    for edition in site.editions:
        Edition.objects.create(site=made, language=edition.language)
    return made


def _translated(field: str, texts: dict[str, str]) -> dict[str, Any]:
    return {f"{field}_{code.replace('-', '_')}": texts[code] for code in languages.codes() if code in texts}
