"""The frame of an edition's pages: names, navigation, footer, addresses of the theme's files."""

from dataclasses import replace

from multilingual import registry as languages
from multilingual.registry import DEFAULT
from multilingual.translation import in_language
from sites.registry import addresses
from sites.registry.models import Site
from sites.store.models import Document
from sites.store.reading import public
from sites.store.settling import facts
from themes.assets import public_name
from themes.theme import Theme

from .context import Assets, Edition, Footer, Link
from .links import address
from .notices import NOTICE


def edition(
    site: Site,
    language: str,
    theme: Theme,
    columns: list[Document],
    portal: Link | None,
    files_root: str | None = None,
) -> Edition:
    """Return what every page of the edition shows around its content.

    ``columns`` are the edition's public columns in order; ``portal`` is the link to the portal; ``files_root`` replaces
    the site's own address for assets and media.
    """
    root = addresses.edition_root(site, language)
    files = addresses.site_root(site) if files_root is None else files_root
    return Edition(
        site_name=in_language(site, "name", language),
        site_kind=site.kind,
        language=languages.get(language),
        home_url=root,
        absolute_home_url=addresses.origin(site) + root,
        search_url=root + "search/",
        feed_url=root + "feed.xml",
        notice_url=root + NOTICE,
        navigation=[
            Link(column.title, addresses.local_url(site, column.path))
            for column in columns
            if not column.column and column.payload.get("in_navigation")
        ],
        assets=Assets(
            stylesheet=f"{files}assets/{public_name('site.css', theme)}",
            script=f"{files}assets/{public_name('site.js', theme)}",
            vertical_script=f"{files}assets/{public_name('vertical.js', theme)}",
        ),
        files_root=files,
        footer=Footer(
            organisation=in_language(site.organisation, "name", language),
            contact=in_language(site, "contact", language),
            site_code=site.code,
            icp_number=site.icp_number,
            police_number=site.police_number,
            sitemap_url=root + "sitemap.html",
        ),
        portal=portal,
    )


def in_section(whole: Edition, places: list[int]) -> Edition:
    """Return ``whole``, the chrome of an edition, with the entries at ``places`` of its navigation marked as current.

    What the theme renders alike for all pages of the edition stays shared; what differs between sections does not.
    """
    marked = whole.navigation.copy()
    for place in places:
        marked[place] = replace(marked[place], is_current=True)
    current = marked[places[0]] if places else None
    return replace(whole, navigation=marked, section=current, memo={})


def portal_link(site: Site, language: str) -> Link | None:
    """Return the link to the cluster's portal as it was settled: its edition in ``language``, else its default one."""
    if site.kind == Site.Kind.PORTAL:
        return None
    portals = {portal.pk: portal for portal in facts.portals()}
    homes = public().filter(site__in=list(portals), kind="home", language__in=(language, DEFAULT))
    found = homes.values_list("site", "language", "path")
    best = min(((code != language, portals[number].key, number, path) for number, code, path in found), default=None)
    if best is None:
        return None
    *_order, number, path = best
    return Link(in_language(portals[number], "name", language), address(site, portals[number], path))
