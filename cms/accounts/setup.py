"""What a registered site needs on the editing side."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale, Page

from cms.pages.models import HomePage, SitePage
from cms.review.setup import prepare_review
from multilingual import registry as languages
from multilingual.translation import in_language
from sites.registry.models import Site
from sites.store import audit
from sites.store.settling import checking

from .groups import collection_for, group_for
from .models import Role

STOCK_GROUPS = ("Editors", "Moderators")


@transaction.atomic
def prepare_site(site: Site, *, by: str = "system") -> SitePage:
    """Make the site's part of the page tree, its collection and its groups; what is there stays.

    What the registry says of it is settled as it is found, once: from here on it changes by approval alone. Homes are
    drafts with the site's name as title. Returns the site's container page.
    """
    prepare_review()
    checking.baseline(site)
    _remove_stock_groups()
    page = SitePage.objects.filter(site=site).first() or _make_container(site, by)
    for edition in site.editions.order_by("id"):
        _ensure_home(page, site, edition.language)
    collection_for(site)
    for role in Role.values:
        group_for(site, role)
    return page


def locale_of(language: str) -> Locale:
    """Return Wagtail's locale of a language, making it when it is missing."""
    return Locale.objects.get_or_create(language_code=languages.get(language).code)[0]


def _remove_stock_groups() -> None:
    """Remove the groups that Wagtail ships, unless somebody is in them: their rights span every site."""
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()


def _make_container(site: Site, by: str) -> SitePage:
    page = SitePage(
        title=in_language(site, "name", languages.DEFAULT),
        slug=site.key,
        site=site,
        locale=locale_of(languages.DEFAULT),
        live=False,
    )
    Page.get_first_root_node().add_child(instance=page)
    audit.record(by, "prepare site", site.key, site=site.key)
    return page


def _ensure_home(container: SitePage, site: Site, language: str) -> None:
    homes = HomePage.objects.child_of(container)
    if homes.filter(locale__language_code=language).exists():
        return
    home = HomePage(title=in_language(site, "name", language), slug=language, locale=locale_of(language), live=False)
    sibling = homes.first()
    if sibling is not None:
        home.translation_key = sibling.translation_key
    container.refresh_from_db()
    container.add_child(instance=home)
    home.save_revision()
