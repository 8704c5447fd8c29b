"""The screens of the word lists (错敏词表), for the security administrator."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.accounts.cluster import holds
from cms.accounts.models import Administrator

from ..models import Word
from ..words.drop import drop_word
from ..words.files import BadList, lines_of
from ..words.form import ListForm, WordForm
from ..words.keep import keep_word
from ..words.take_list import Taken, take_list

PER_PAGE = 50


def keeps_words(user: Any) -> bool:
    """Return whether ``user`` keeps the word lists: the security administrator (安全保密管理员)."""
    return holds(user, Administrator.SECURITY)


def _keeper(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not keeps_words(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


@require_GET
@_keeper
def words(request: HttpRequest) -> HttpResponse:
    """Show the words, or those that hold what was asked for."""
    asked = request.GET.get("q", "").strip()
    found = Word.objects.select_related("site")
    if asked:
        found = found.filter(Q(wrong__contains=asked) | Q(right__contains=asked))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    return render(request, "cms/checks/words.html", {"page": page, "asked": asked})


@require_http_methods(["GET", "POST"])
@_keeper
def word(request: HttpRequest, word_id: int | None = None) -> HttpResponse:
    """Add or change one word."""
    held = get_object_or_404(Word, pk=word_id) if word_id else None
    form = WordForm(request.POST or None, initial=WordForm.initial_of(held) if held else None)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_word(form.values, form.cleaned_data["site"], by=request.user.get_username(), word=held)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _("“%(word)s”已保存，从下一次检查起生效。") % {"word": kept.wrong})
            return redirect("cms_checks:words")
    return render(request, "cms/checks/word.html", {"form": form, "word": held})


@require_POST
@_keeper
def drop(request: HttpRequest, word_id: int) -> HttpResponse:
    """Take one word out of its list."""
    held = get_object_or_404(Word, pk=word_id)
    drop_word(held, by=request.user.get_username())
    messages.success(request, _("“%(word)s”已删除。") % {"word": held.wrong})
    return redirect("cms_checks:words")


@require_http_methods(["GET", "POST"])
@_keeper
def take(request: HttpRequest) -> HttpResponse:
    """Take a whole list over, and say what became of each bad line."""
    form = ListForm(request.POST or None, request.FILES or None)
    taken: Taken | None = None
    if request.method == "POST" and form.is_valid():
        upload = form.upload
        try:
            lines = lines_of(upload.name or "", upload.read())
        except BadList as error:
            form.add_error("file", str(error))
        else:
            taken = take_list(
                lines,
                form.cleaned_data["site"],
                source=form.cleaned_data["source"],
                name=upload.name or "",
                by=request.user.get_username(),
            )
    return render(request, "cms/checks/take_words.html", {"form": form, "taken": taken})


def _tell(form: WordForm, error: ValidationError) -> None:
    for name, problems in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(name if name in form.fields else None, problems)
