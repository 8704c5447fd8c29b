"""Opening a round of review: what is checked and noted whenever a draft is submitted."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry, Revision

from cms.accounts.models import Role, SiteRole
from cms.checks.run import check_before_submission
from cms.pages.models import HomePage
from cms.pages.models.base import KEPT_FROM_PAGE, ListedPage, PublicPage
from sites.registry.models import Site
from sites.store import audit, clock, lifetime
from sites.store.admit import Refused
from sites.store.content import Content

from .models import ReviewRequest
from .subject import Subject, subject_of

ALIAS_ACTS = ("wagtail.create_alias", "wagtail.convert_alias")


def open_round(request: ReviewRequest, revision: Revision, user: Any) -> Subject:
    """Check and note the submission of ``revision`` by ``user``; return what is to be decided on.

    Raises ``Refused`` when the draft is not fit to be reviewed or ``user`` may not submit it.
    """
    demand_editor(user, request.site)
    if request.asks_to_publish:
        _demand_own_words(revision)
        demand_complete(revision.as_object())
    subject = subject_of(request, revision)
    if request.asks_to_publish and subject.content is not None:
        _demand_hours(subject.content)
        check_before_submission(subject.draft, subject.content)
    audit.record(
        user.get_username(),
        f"submit {request.action}",
        subject.key,
        subject.digest,
        site=subject.site.key,
        role="" if user.is_superuser else Role.EDITOR,
        reason=request.reason,
    )
    return subject


def _demand_hours(content: Content) -> None:
    """Raise ``Refused`` for hours at which the content could never be public."""
    begins = lifetime.publish_at(content)
    lifetime.demand(content, max(begins, clock.now()) if begins else clock.now())


def _demand_own_words(revision: Revision) -> None:
    """Refuse a page that was ever an alias: whoever converted it counts as its author, and did not write it."""
    was_alias = PageLogEntry.objects.filter(page=revision.object_id, action__in=ALIAS_ACTS)
    if was_alias.exists():
        raise Refused(_("别名或由别名转换来的页面不能送审：看不出内容是谁写的。请新建稿件。"))


def demand_editor(user: Any, site: Site) -> None:
    """Raise ``Refused`` unless ``user`` writes for ``site``."""
    if user is None or not user.is_active:
        raise Refused(_("送审须有送审人。"))
    if not user.is_superuser and not SiteRole.objects.filter(user=user, site=site, role=Role.EDITOR).exists():
        raise Refused(_("您不是本站点的编辑，不能送审。"))


def demand_complete(page: PublicPage) -> None:
    """Raise ``Refused`` with every gap named, when a draft was saved before it was complete."""
    try:
        page.full_clean(exclude=[*KEPT_FROM_PAGE, "path"])  # no editor fills these in, and the database holds them
        if isinstance(page, ListedPage | HomePage):
            page.body.stream_block.clean(page.body)
    except ValidationError as error:
        raise Refused(_("稿件还不完整，不能送审：%(gaps)s") % {"gaps": _gaps(page, error)}) from error


def _gaps(page: PublicPage, error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return "；".join(error.messages) or _("正文里有未填好的内容块。")
    parts = []
    for name, problems in error.message_dict.items():
        label = "" if name == "__all__" else f"{page._meta.get_field(name).verbose_name}："
        parts.append(label + "".join(problems))
    return "；".join(parts)
