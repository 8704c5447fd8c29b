"""The system administrator's screen: how much lies on the disk (存储用量)."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_GET, require_POST

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator
from sites.exchange.bundles import receipt_of
from sites.mirrors.models import Bundle, Mirror
from sites.registry.models import Site

from . import rules, usage

SITES_SHOWN = 50


@dataclass(frozen=True)
class Row:
    """One line: what it is, its bytes, and their share of all in percent."""

    words: str | Promise
    size: int
    percent: int


def may_see_storage(request: HttpRequest) -> bool:
    """Return whether whoever asks may see how the disk is used."""
    return holds(request.user, Administrator.SYSTEM) or bool(getattr(request.user, "is_superuser", False))


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show what was measured last, the room there is now, the mirrors and the rules."""
    if not may_see_storage(request):
        raise PermissionDenied
    found = usage.measured() or usage.measure()
    names = dict(Site.objects.values_list("key", "name"))
    sites = sorted(found.sites.items(), key=lambda row: -row[1])
    bundles = Bundle.objects.order_by("-made_at")[:10]
    context = {
        "usage": found,
        "space": usage.space(),
        "least": rules.value("least_free_percent"),
        "parts": [_row(usage.WORDS[name], size, found.total) for name, size in found.parts.items() if size],
        "sites": [_row(names.get(key, key), size, found.parts["releases"]) for key, size in sites[:SITES_SHOWN]],
        "more": max(len(sites) - SITES_SHOWN, 0),
        "mirrors": Mirror.objects.all(),
        "bundles": [(bundle, receipt_of(bundle.digest)) for bundle in bundles],
        "rules": rules.rules().values(),
    }
    return render(request, "cms/storage/index.html", context)


@require_POST
def measure(request: HttpRequest) -> HttpResponse:
    """Measure anew, and show it."""
    if not may_see_storage(request):
        raise PermissionDenied
    usage.measure()
    return redirect("cms_storage:index")


def _row(words: str | Promise, size: int, total: int) -> Row:
    return Row(words, size, size * 100 // total if total else 0)
