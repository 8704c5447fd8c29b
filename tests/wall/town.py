"""Two sites with people, public documents and drafts at every point of the chain: what the tries are made on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.models import AbstractUser, Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision, TaskState, UploadedFile, WorkflowState

from cms.accounts.grant import grant
from cms.accounts.groups import collection_for, group_for
from cms.changes import asking
from cms.changes.models import ChangeRequest
from cms.emergency import declaring
from cms.emergency.models import EmergencyRecord
from cms.inbox import delegate
from cms.inbox.models import Delegation
from cms.pages.models import ArticlePage, ColumnPage
from cms.releases.asking import ask as ask_rollback
from cms.releases.models import RollbackRequest
from cms.review import actions
from sites.git.repository import Repository
from sites.registry.models import Site, StandardColumn
from sites.release import history
from sites.release.places import repository_path
from sites.store import settled
from tests.accounts.offices import Office, administrators, office, person

UNSEEN = "未经审签"
"""Stands in everything that nobody approved: it must never be found in public."""

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF\n"


def png(colour: str = "navy") -> bytes:
    """Return a small picture."""
    stream = BytesIO()
    Image.new("RGB", (40, 30), colour).save(stream, "PNG")
    return stream.getvalue()


@dataclass
class Place:
    """One site with an object of every sort that an admin address can name."""

    office: Office
    word: str
    """Stands in every name and title of this site's objects that other sites must not see."""
    people: dict[str, AbstractUser] = field(default_factory=dict)
    group: Group = None
    picture: Any = None
    attachment: Any = None
    uploaded_picture: UploadedFile = None
    uploaded_attachment: UploadedFile = None
    public: ArticlePage = None
    """Public, with a picture and an attachment, and with a newer draft that nobody approved."""
    neighbour: ArticlePage = None
    """Public, no newer draft."""
    draft: ArticlePage = None
    """Never submitted."""
    waiting: ArticlePage = None
    """Submitted, the first stage has it."""
    half: ArticlePage = None
    """Passed by the first stage; one signature is missing."""
    other_column: ColumnPage = None

    change: ChangeRequest = None
    """Asked for, undecided."""
    emergency: EmergencyRecord = None
    """Asked for, unconfirmed."""
    delegation: Delegation = None
    rollback: RollbackRequest = None
    """Asked for, undecided."""

    @property
    def column(self) -> ColumnPage:
        """The column that the documents stand in."""
        return self.office.column

    @property
    def collection(self) -> Any:
        """The site's own collection."""
        return collection_for(self.office.site)

    @property
    def revision(self) -> Revision:
        """The newest draft of the public article, which nobody approved."""
        return self.public.latest_revision

    @property
    def workflow_state(self) -> WorkflowState:
        """The review of the half approved article."""
        return actions.current_state(self.half)

    @property
    def task_state(self) -> TaskState:
        """The stage that the half approved article waits at."""
        return self.workflow_state.current_task_state


@dataclass
class Town:
    """The cluster of the tries: ``here`` is where they happen, ``there`` is another site."""

    here: Place
    there: Place
    root: AbstractUser
    administrators: dict[str, AbstractUser]
    """The system, the security and the audit administrator."""


def build(work: Callable[[], None]) -> Town:
    """Return a new town; ``work`` does what the worker does."""
    names = {"name": "通知公告", "lists": "notices", "column_type": "工作动态", "position": 1}
    StandardColumn.objects.create(code="notices", **names)
    here = _furnish(office("portal", languages="zh-hans mn-mong"), "浅草")
    township = Site.Kind.TOWNSHIP
    there = _furnish(office("township", path="township", languages="zh-hans mn-mong", kind=township), "远山")
    work()
    for place in (here, there):
        _change_once_more(place)
    work()
    for place in (here, there):
        _ask(place)
    return Town(here, there, person("root", is_superuser=True, is_staff=True), administrators())


def edited(page: ArticlePage, user: Any, title: str) -> ArticlePage:
    """Save a new draft of ``page`` with ``title`` and return it as the database has it."""
    fresh = ArticlePage.objects.get(pk=page.pk)
    draft = fresh.get_latest_revision_as_object()
    draft.title = title
    draft.save_revision(user=user)
    return ArticlePage.objects.get(pk=page.pk)


def _furnish(at: Office, word: str) -> Place:
    place = Place(at, word, people={"editor": at.editor, "first": at.first, "sign": at.sign})
    for role, user in place.people.items():
        user.last_name = f"{word}{role}"
        user.save()
    place.people["site_admin"] = person(f"{at.site.key}-site-admin", last_name=f"{word}站管")
    grant(place.people["site_admin"], at.site, "site_admin", by="test")
    place.group = group_for(at.site, "editor")
    place.picture = get_image_model().objects.create(
        title=f"{word}图片",
        file=ContentFile(png("navy" if at.site.key == "portal" else "teal"), "picture.png"),
        collection=place.collection,
        uploaded_by_user=at.editor,
    )
    place.attachment = get_document_model().objects.create(
        title=f"{word}附件",
        file=ContentFile(PDF + f"%{word}\n".encode(), "attachment.pdf"),
        collection=place.collection,
        uploaded_by_user=at.editor,
    )
    for name, model, data in (("picture", place.picture, png()), ("attachment", place.attachment, PDF)):
        uploaded = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(data, f"up-{name}"),
            uploaded_by_user=at.editor,
        )
        setattr(place, f"uploaded_{name}", uploaded)
    _write(place)
    return place


def _write(place: Place) -> None:
    at = place.office
    place.other_column = ColumnPage(title=f"{place.word}另一栏目", slug="lyl", lists="notices", live=False)
    at.home.refresh_from_db()
    at.home.add_child(instance=place.other_column)
    place.other_column.save_revision(user=at.editor)
    at.publish(place.other_column)
    body = [
        ("text", "<p>已经审签的正文。</p>"),
        ("picture", {"picture": place.picture, "alt": "图上是草原", "caption": ""}),
        ("attachment", place.attachment),
    ]
    page = at.article(f"{place.word}已公开", body=body, picture=place.picture, picture_alt="草原")
    at.publish(page)
    place.public = edited(page, at.editor, f"{place.word}{UNSEEN}的改动")
    place.neighbour = at.article(f"{place.word}邻居")
    at.publish(place.neighbour)
    place.draft = at.article(f"{place.word}{UNSEEN}草稿")
    place.waiting = at.article(f"{place.word}{UNSEEN}待初审")
    actions.submit(place.waiting, at.editor)
    place.half = at.article(f"{place.word}{UNSEEN}待签发")
    actions.submit(place.half, at.editor)
    actions.approve(place.half, at.first)
    for name in ("neighbour", "draft", "waiting", "half", "other_column"):
        page = getattr(place, name)
        setattr(place, name, type(page).objects.get(pk=page.pk))


def _change_once_more(place: Place) -> None:
    """Let a second release of the site hold something that the first does not."""
    at = place.office
    at.publish(at.article(f"{place.word}后来公开"))


def _ask(place: Place) -> None:
    """Let the site administrator and the editor ask for what nobody has decided on yet."""
    at, now = place.office, timezone.now()
    payload = {**settled.current("site", at.site.key), "name_zh_hans": f"{place.word}{UNSEEN}网"}
    place.change = asking.ask("site", at.site.key, payload, f"{place.word}要改名", place.people["site_admin"])
    place.emergency = declaring.declare_document(
        ArticlePage.objects.get(pk=place.draft.pk),
        reason=f"{place.word}急事",
        ends_at=now + timedelta(hours=3),
        user=at.editor,
    )
    repository = Repository(repository_path(at.site))
    first = [release.name for release in history.releases(repository)][-1]
    place.rollback = ask_rollback(at.site, first, f"{place.word}要回退", place.people["site_admin"])
    day = timezone.localdate()
    place.delegation = delegate.delegate(
        at.sign,
        place.people["site_admin"],
        site=at.site,
        stage="sign",
        first_day=day,
        last_day=day,
        reason=f"{place.word}出差",
        by=at.sign,
    )
