"""Answers to Wagtail's own ways of publishing: none of them changes a public byte, and each says so.

The store is what holds the wall; these answers are for the person who pressed the button.
"""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.pages.keys import key_of
from sites.store.models import Document

NOT_PUBLISHED = _("未经审签，公开网站没有任何变化。您的修改已存为草稿，请按“送审”。")
NOT_UNPUBLISHED = _("未经审签，公开网站没有任何变化。要撤下已公开的内容，请按“申请撤稿”。")
STILL_PUBLIC = _("所选页面或其下级已公开，不能直接删除，请先“申请撤稿”。公开网站没有任何变化。")
NOT_MOVED = _("所选页面或其下级已公开，不能直接移动，请打开稿件用“调整栏目”申请。公开网站没有任何变化。")
ONLY_DRAFTS = _("复制件只能是草稿：请不要勾选发布或别名。公开网站没有任何变化。")


def answer_publish(request: HttpRequest, page: Page) -> HttpResponse:
    """Keep the draft that Wagtail has just saved, publish nothing, say why."""
    document = Document.objects.filter(key=key_of(page), state=Document.State.PUBLIC)
    if page.live and not document.exists():
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    return _explain(request, NOT_PUBLISHED, page)


def answer_unpublish(request: HttpRequest, page: Page) -> HttpResponse:
    """Take nothing back, say why."""
    return _explain(request, NOT_UNPUBLISHED, page)


def answer_removal(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete what is public; let drafts go."""
    return _explain(request, STILL_PUBLIC, page) if any_public([page]) else None


def answer_move(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to move what is public, and name the way that leads there; let drafts go."""
    return _explain(request, NOT_MOVED, page) if any_public([page]) else None


def answer_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse copies that would be live at once, and aliases, which follow another page without review."""
    wants_more = request.method == "POST" and (request.POST.get("publish_copies") or request.POST.get("alias"))
    return _explain(request, ONLY_DRAFTS, page) if wants_more else None


def answer_bulk(request: HttpRequest, action: str, pages: Iterable[Page]) -> HttpResponse | None:
    """Answer an action on several pages at once."""
    pages = list(pages)
    reasons = {"publish": NOT_PUBLISHED, "unpublish": NOT_UNPUBLISHED}
    reason = reasons.get(action)
    if reason is None and action in ("delete", "move") and any_public(pages):
        reason = STILL_PUBLIC if action == "delete" else NOT_MOVED
    return _explain(request, reason, pages[0].get_parent()) if reason else None


def any_public(pages: Iterable[Page]) -> bool:
    """Return whether one of ``pages``, or anything below one, is public."""
    for page in pages:
        below = (
            Page.objects.descendant_of(page, inclusive=True).select_related("locale").only("translation_key", "locale")
        )
        keys = [key_of(one) for one in below.iterator()]
        for start in range(0, len(keys), 500):
            found = Document.objects.filter(key__in=keys[start : start + 500], state=Document.State.PUBLIC)
            if found.exists():
                return True
    return False


def _explain(request: HttpRequest, reason: object, page: Page) -> HttpResponse:
    messages.error(request, str(reason))
    if page.depth <= 2:
        return redirect("wagtailadmin_explore", page.pk)
    return redirect("wagtailadmin_pages:edit", page.pk)
