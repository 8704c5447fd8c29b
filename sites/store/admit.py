"""The one way in. Nothing becomes public except through ``admit``."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multilingual import registry as languages
from sites.registry import addresses
from sites.registry.models import Site

from . import affected, approvals, audit, blobs, clock, counters, lifetime, outbox, plausible, versions
from .content import KINDS, LISTED_KINDS, Content, Manifest, media_of
from .lifetime import Refused as Refused
from .models import Approval, Document, DocumentMedia, ScheduledAdmission

RESERVED_SEGMENTS = frozenset({"assets", "media", "search", "api", "feed", "sitemap", *languages.codes()})
"""Segments below a site's base that outputs of other kinds live under."""


@transaction.atomic
def admit(
    content: Content,
    *,
    person: str,
    authors: Iterable[str],
    action: str = Approval.Action.PUBLISH,
    batch: str = "",
    manifest: Manifest | Iterable[str] | None = None,
) -> Document:
    """Make ``content`` public, if exactly this content has its approvals.

    ``person`` is the user name of whoever caused it, ``authors`` of everyone who contributed. ``action`` says what
    the approvals are for: to publish, to move what is public into another column, or the emergency way. Content of an
    import names its ``batch`` and the ``manifest`` of all the batch's digests: the approvals then name
    the manifest. Returns the document. Raises ``approvals.NotApproved`` or ``Refused``; then nothing has changed.
    """
    site = _site_of(content)
    digest = content.digest()
    document = Document.objects.select_for_update().filter(key=content.key).first()
    if document is not None and document.is_public and document.digest == digest:
        return document
    _demand_fit(content, document, action)
    given = _demand_approvals(content, site, digest, document, list(authors), action, batch, manifest)
    _demand_media(content)
    is_new, is_new_slot, left = document is None, False, set[str]()
    comes_back = document is not None and not document.is_public
    if document is None:
        document = _new_document(content, site)
        is_new_slot = document.slot > 0
    elif document.column != content.column:
        left = affected.keys_of(document) if document.is_public else set()
        is_new_slot = _change_column(document, content)
    document.title = str(content.payload["title"])
    document.payload = content.payload
    document.digest = digest
    document.approved_digest = given[0].digest
    document.last_approval = max(approval.id for approval in given)
    document.state = Document.State.PUBLIC
    document.withdrawn_at = None
    document.leads_to = ""
    document.admitted_at = clock.now()
    document.expires_at = lifetime.expire_at(content)
    document.save()
    versions.keep(content)
    _record_media(document, is_new=is_new)
    ScheduledAdmission.objects.filter(key=content.key).delete()
    cause = "emergency" if action == Approval.Action.EMERGENCY else "admit"
    touched = left | affected.keys_of(document, is_new_slot=is_new_slot, comes_back=comes_back)
    outbox.announce(site, cause, touched, document.key, digest)
    audit.record(
        person, cause, document.key, digest, approved=document.approved_digest, path=document.path, site=site.key
    )
    return document


def demand_publishable(content: Content) -> Site:
    """Return the site of ``content``. Raises ``Refused`` when it could not become public whoever approved it."""
    site = _site_of(content)
    _demand_media(content)
    return site


def _site_of(content: Content) -> Site:
    if content.kind not in KINDS:
        raise Refused(_("不认识的内容类别：%(kind)s。") % {"kind": content.kind})
    site = Site.objects.filter(key=content.site, editions__language=content.language).first()
    if site is None:
        raise Refused(_("站点没有这个语种版本：%(site)s/%(language)s。") % vars(content))
    if not str(content.payload.get("title", "")).strip():
        raise Refused(_("标题不能为空。"))
    return site


def _demand_fit(content: Content, document: Document | None, action: str) -> None:
    """Refuse content that does not fit the document it would replace, the hour, or what is asked."""
    if action not in (Approval.Action.PUBLISH, Approval.Action.MOVE, Approval.Action.EMERGENCY):
        raise Refused(_("不认识的事项：%(action)s。") % {"action": action})
    if document is not None:
        own = (document.site.key, document.language, document.kind, document.translation_group)
        if own != (content.site, content.language, content.kind, content.translation_group):
            raise Refused(_("这一编号已属于另一篇公开文档，不能换站点、语种或类别。"))
    if action == Approval.Action.MOVE and (
        document is None or not document.is_public or document.payload != content.payload
    ):
        raise Refused(_("调整栏目时内容须与现在公开的一致；内容也有改动的，请送审发布。"))
    if lifetime.has_hours(content):
        lifetime.demand(content, plausible.trusted_now())


def _demand_approvals(
    content: Content,
    site: Site,
    digest: str,
    document: Document | None,
    authors: list[str],
    action: str,
    batch: str,
    manifest: Manifest | Iterable[str] | None,
) -> list[Approval]:
    if manifest is None:
        subject, named = content.key, digest
    else:
        held = manifest if isinstance(manifest, Manifest) else Manifest(tuple(manifest))
        if digest not in held.members:
            raise approvals.NotApproved(_("这一版内容不在已审批的批次里。"))
        action, subject, named = Approval.Action.IMPORT, batch, held.digest
    return approvals.demand(
        action=action,
        site=site,
        kind=content.kind,
        subject=subject,
        digest=named,
        authors=authors,
        after=document.last_approval if document else 0,
    )


def _change_column(document: Document, content: Content) -> bool:
    """Put a document into another column; its address stays. Return whether it took a slot."""
    _column_folder(content)
    if content.kind == "column" and _is_below(content.column, document.key):
        raise Refused(_("栏目不能移到自己的下级栏目里。"))
    document.column = content.column
    if content.kind not in LISTED_KINDS:
        return False
    document.slot = counters.take(counters.column_slots(content.column))
    return True


def _is_below(column: str, above: str) -> bool:
    """Return whether ``column`` is the column ``above`` or lies below it."""
    seen: set[str] = set()
    while column and column not in seen:
        if column == above:
            return True
        seen.add(column)
        column = Document.objects.filter(key=column).values_list("column", flat=True).first() or ""
    return False


def _demand_media(content: Content) -> None:
    for digest, extension in media_of(content.payload):
        try:
            blobs.read(digest, extension)
        except blobs.BlobMissing as missing:
            raise Refused(_("图片或附件的原文件缺失或已被改动：%(detail)s") % {"detail": missing}) from missing


def _new_document(content: Content, site: Site) -> Document:
    published_at = published_at_of(content)
    number = slot = 0
    if content.kind in LISTED_KINDS:
        number = counters.take(counters.edition_numbers(site.key, content.language))
        slot = counters.take(counters.column_slots(content.column))
    document = Document(
        key=content.key,
        site=site,
        language=content.language,
        kind=content.kind,
        translation_group=content.translation_group,
        column=content.column,
        number=number,
        slot=slot,
        published_at=published_at,
    )
    document.path = _path(content, site, published_at, number)
    if Document.objects.filter(site=site, path=document.path).exists():
        raise Refused(_("网址已被占用：%(path)s。") % {"path": document.path})
    return document


def published_at_of(content: Content) -> datetime:
    """Return the date that readers would see on content admitted now: the one it gives, else the present."""
    given = content.payload.get("display_date")
    if not given:
        return clock.now()
    return timezone.make_aware(datetime.fromisoformat(given), timezone.get_default_timezone())


def _path(content: Content, site: Site, published_at: datetime, number: int) -> str:
    if content.kind == "home":
        return addresses.edition_prefix(content.language) + "index.html"
    folder = _column_folder(content)
    if content.kind != "column":
        return f"{folder}{timezone.localtime(published_at, timezone.get_default_timezone()):%Y%m%d}/{number}.html"
    neighbours = Site.objects.filter(host=site.host).values_list("path", flat=True)
    if not content.column and (content.slug in RESERVED_SEGMENTS or (not site.path and content.slug in neighbours)):
        raise Refused(_("栏目网址“%(slug)s”已另有用途，请换一个。") % {"slug": content.slug})
    if not content.slug:
        raise Refused(_("栏目须有网址名称。"))
    return f"{folder}{content.slug}/index.html"


def _column_folder(content: Content) -> str:
    if not content.column:
        if content.kind != "column":
            raise Refused(_("稿件须放在栏目里。"))
        return addresses.edition_prefix(content.language)
    columns = Document.objects.filter(kind="column", state=Document.State.PUBLIC)
    own = columns.filter(key=content.column, site__key=content.site, language=content.language)
    path = own.values_list("path", flat=True).first()
    if path is None:
        raise Refused(_("所在栏目尚未公开，请先审签发布栏目。"))
    return path.removesuffix("index.html")


def _record_media(document: Document, *, is_new: bool) -> None:
    wanted = dict(media_of(document.payload))
    held: set[str] = set()
    if not is_new:
        document.media.exclude(digest__in=wanted).delete()
        held = set(document.media.values_list("digest", flat=True))
    DocumentMedia.objects.bulk_create(
        DocumentMedia(document=document, digest=digest, extension=extension)
        for digest, extension in wanted.items()
        if digest not in held
    )
