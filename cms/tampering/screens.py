"""The screens 网页防篡改: every machine, and everything that was found on one of them."""

from dataclasses import dataclass
from itertools import islice

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from sites.exchange.watch import Report
from sites.mirrors.models import Mirror
from sites.registry.models import Site

from .machines import Machine, machines, of_mirror, this_machine
from .rights import Scope, scope_of

SHOWN = 20
"""How many findings of each machine the first screen shows."""
MOST = 1000
"""How many findings of one machine are listed; the file on it holds them all."""
PER_PAGE = 50


@dataclass(frozen=True)
class Finding:
    """One finding and the site's name: its key where there is no such site, empty where it is no site's."""

    report: Report
    site: str


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Show each machine: whether its watch runs, and what was found there last."""
    scope = _demand(request)
    names = _names()
    rows = [_row(machine, scope, names) for machine in machines()]
    return render(request, "cms/tampering/overview.html", {"rows": rows, "scope": scope})


@require_GET
def findings(request: HttpRequest) -> HttpResponse:
    """Show what was found on one machine: the node that is named, this machine without a name."""
    scope = _demand(request)
    node = request.GET.get("node", "")
    machine = of_mirror(get_object_or_404(Mirror, name=node)) if node else this_machine()
    names = _names()
    found = [_named(report, names) for report in islice(machine.findings(scope), MOST)]
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {"machine": machine, "page": page, "scope": scope, "most": MOST, "is_cut": len(found) == MOST}
    return render(request, "cms/tampering/findings.html", context)


def _demand(request: HttpRequest) -> Scope:
    scope = scope_of(request.user)
    if not scope:
        raise PermissionDenied
    return scope


def _row(machine: Machine, scope: Scope, names: dict[str, str]) -> dict[str, object]:
    found = [_named(report, names) for report in islice(machine.findings(scope), SHOWN + 1)]
    recent = sum(1 for _report in islice(machine.recent(scope), MOST))
    return {"machine": machine, "findings": found[:SHOWN], "has_more": len(found) > SHOWN, "recent": recent}


def _named(report: Report, names: dict[str, str]) -> Finding:
    return Finding(report, names.get(report.site, report.site))


def _names() -> dict[str, str]:
    return dict(Site.objects.values_list("key", "name"))
