"""What a person saw when they decided, kept as a page of its own."""

from cms.pages.preview import FILES_ROOT
from sites.build.preview import render_home_with, render_preview
from sites.registry.models import Site
from sites.store import blobs

from .asked import content_of, is_everywhere
from .models import EmergencyRecord


def keep(record: EmergencyRecord) -> str:
    """Keep the rendered page write-once; return its digest, empty when nothing could be shown."""
    html = rendered(record, site_of(record), "zh-hans")
    return blobs.put(html.encode(), "html") if html else ""


def rendered(record: EmergencyRecord, site: Site, language: str) -> str | None:
    """Return the home of ``site`` with the notice, or the document, as readers would get it."""
    if record.is_notice:
        return render_home_with(site, language, record.texts, record.link, files_root=FILES_ROOT)
    return render_preview(content_of(record), files_root=FILES_ROOT)


def sites_of(record: EmergencyRecord) -> list[Site]:
    """Return the sites on which ``record`` shows."""
    sites = Site.objects.order_by("pk")
    return list(sites if is_everywhere(record) else sites.filter(key__in=record.keys))


def site_of(record: EmergencyRecord) -> Site:
    """Return the site that a preview shows first: the deciding one where it is concerned."""
    concerned = sites_of(record)
    return record.site if record.site in concerned or not concerned else concerned[0]
