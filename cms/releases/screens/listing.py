"""The time line of a site, and the way to its pages of any day."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sites.git.repository import Repository
from sites.release import history
from sites.release.places import repository_path

from ..models import RollbackRequest
from ..rights import may_ask, sites_seen
from ..standing import title_of
from ..timeline import days_of, page_of
from .finding import site_for


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show the sites whose releases the person may see; the time line at once where it is only one."""
    sites = sites_seen(request.user)
    if len(sites) == 1:
        return redirect("cms_releases:timeline", sites[0].key)
    return render(request, "cms/releases/overview.html", {"sites": sites})


@require_GET
def timeline(request: HttpRequest, site: str) -> HttpResponse:
    """Show the releases of a site, newest first."""
    found = site_for(request.user, site)
    repository = Repository(repository_path(found))
    start = request.GET.get("from", "")
    asked = RollbackRequest.objects.filter(site=found).select_related("requested_by")[:10]
    context = {
        "site": found,
        "page": page_of(found, repository, start),
        "is_first": not start,
        "days": days_of(repository),
        "requests": [(one, title_of(one)) for one in asked],
        "may_ask": may_ask(request.user, found),
        "has_others": len(sites_seen(request.user)) > 1,
    }
    return render(request, "cms/releases/timeline.html", context)


@require_GET
def day(request: HttpRequest, site: str) -> HttpResponse:
    """Lead to the site as it was at the end of a day."""
    found = site_for(request.user, site)
    repository = Repository(repository_path(found))
    try:
        wanted = date.fromisoformat(request.GET.get("date", ""))
        commit = history.find(repository, wanted.isoformat())
    except ValueError:
        messages.error(request, _("请选择一个日期，例如 2026-11-20。"))
        return redirect("cms_releases:timeline", site)
    except history.NoRelease:
        messages.error(request, _("%(date)s 之前还没有发布，那一天没有网页可看。") % {"date": wanted.isoformat()})
        return redirect("cms_releases:timeline", site)
    return redirect("cms_releases:look", site, str(commit.id))
