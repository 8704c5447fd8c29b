"""How a try acts: as somebody, on the town, through the door that it names."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.messages import get_messages
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.test.utils.form_data import querydict_from_html

from cms.pages.models import ArticlePage
from cms.review import actions
from tests.wall.town import UNSEEN, Place, Town

NOTHING_CHANGED = "公开网站没有任何变化"
BODY = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
"""How Wagtail's own scripts ask; addresses for several uploads answer nobody else."""

HTTP = ("root", "editor", "first")
"""As whom a try through an address is made; what the first one is answered must prove that it was well made."""


@dataclass
class Scene:
    """One try: who acts, and what was answered last."""

    town: Town
    who: str = "root"
    answer: Any = None
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.user)

    @property
    def user(self) -> AbstractUser:
        """Whoever acts."""
        everybody = {"root": self.town.root, **self.town.administrators, **self.here.people}
        return everybody[self.who]

    @property
    def here(self) -> Place:
        """The site that is tried."""
        return self.town.here

    @property
    def explained(self) -> bool:
        """Whether the answer said that nothing changed in public."""
        return any(NOTHING_CHANGED in text for text in self.said)

    @property
    def failed(self) -> bool:
        """Whether the last answer was an error of the program."""
        return bool(getattr(self.answer, "status_code", 200) >= 500)

    @property
    def accepted(self) -> bool:
        """Whether an answer in JSON says that the form was taken."""
        if "json" not in self.answer.headers.get("Content-Type", ""):
            return False
        told = self.answer.json()
        return bool(told.get("success") or told.get("is_valid"))

    @property
    def summary(self) -> str:
        """What was answered, in one line."""
        shown = " ".join(" ".join(self.said).split())[:300]
        return f"{getattr(self.answer, 'status_code', '')} {shown} {getattr(self.answer, 'exc_info', None) or ''}"

    @property
    def refused(self) -> bool:
        """Whether the answer led away from what was asked: to the dashboard, or with 403."""
        return self.answer.status_code in (302, 403)

    def get(self, name: str, /, *arguments: Any, **query: Any) -> Any:
        """Ask for an address by name or path."""
        return self._keep(self.client.get(_path(name, arguments), query))

    def post(self, name: str, /, *arguments: Any, data: Any = None, **fields: Any) -> Any:
        """Post a form to an address by name or path."""
        return self._keep(self.client.post(_path(name, arguments), {**(data or {}), **fields}, headers=SCRIPT))

    def api(self, name: str, /, *arguments: Any, **fields: Any) -> Any:
        """Post JSON to an address by name or path."""
        body = json.dumps(fields)
        return self._keep(self.client.post(_path(name, arguments), body, content_type="application/json"))

    def bulk(self, model: str, action: str, objects: list[Any], /, **fields: Any) -> Any:
        """Post a bulk action on ``objects``."""
        ids = "&".join(f"id={one.pk}" for one in objects)
        path = reverse("wagtail_bulk_action", args=[*model.split("."), action])
        return self._keep(self.client.post(f"{path}?{ids}", fields))

    def fill(self, name: str, /, *arguments: Any, **changes: Any) -> Any:
        """Get a form, fill it in as a browser would, change some fields, post it."""
        path = _path(name, arguments)
        shown = self._keep(self.client.get(path))
        data = form_in(shown)
        if data is None:
            return shown
        for key, value in changes.items():
            data.setlist(key.replace("__", "-"), value if isinstance(value, list) else [value])
        return self._keep(self.client.post(path, dict(data.lists())))

    def fresh(self, page: Page) -> ArticlePage:
        """Return ``page`` as the database has it."""
        return type(page).objects.get(pk=page.pk)

    def has_draft(self, title: str) -> bool:
        """Return whether some page's newest revision bears ``title``."""
        return any(
            page.latest_revision and page.latest_revision.content["title"] == title
            for page in ArticlePage.objects.select_related("latest_revision")
        )

    def waits(self, page: Page) -> bool:
        """Return whether ``page`` is under review."""
        state = actions.current_state(page)
        return state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS

    def task_state(self, page: Page) -> TaskState:
        """Return the stage that ``page`` waits at."""
        return actions.waiting_at(page)

    def _keep(self, answer: Any) -> Any:
        self.answer = answer
        if hasattr(answer, "wsgi_request"):
            self.said += [str(message) for message in get_messages(answer.wsgi_request)]
        return answer


@dataclass(frozen=True)
class Try:
    """One try through one or several doors; ``act`` returns what proves that it was well made."""

    doors: tuple[str, ...]
    act: Callable[[Scene], Any]
    who: tuple[str, ...]
    may_publish: bool

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.doors[0]}-{self.act.__name__}"


TRIES: list[Try] = []


def door(*names: str, who: tuple[str, ...] = HTTP, may_publish: bool = False) -> Callable[..., Any]:
    """Register a try through the doors with these ``names``.

    The function returns a true value when the try was accepted, or answered by a guard: a try that fails because its
    own data is wrong proves nothing. ``may_publish`` says that matching approvals exist at the end.
    """

    def register(act: Callable[[Scene], Any]) -> Callable[[Scene], Any]:
        TRIES.append(Try(names, act, who, may_publish))
        return act

    return register


def shell(*names: str) -> Callable[..., Any]:
    """Register a try that no address leads to: code, a command, a signal."""
    return door(*names, who=("root",))


def article(title: str = f"{UNSEEN}标题", **fields: Any) -> dict[str, Any]:
    """Return the form of an article."""
    return {"title": title, "summary": UNSEEN, "document_number": "", "picture_alt": "", **BODY, **fields}


def form_in(answer: Any) -> QueryDict | None:
    """Return the fields of the largest form in a page, None when there is none."""
    if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
        return None
    found, html = [], answer.content.decode()
    for index in range(html.count("<form")):
        try:
            found.append(querydict_from_html(html, form_index=index))
        except (ValueError, IndexError):
            break
    return max(found, key=len, default=None)


def _path(name: str, arguments: tuple[Any, ...]) -> str:
    return name if name.startswith("/") else reverse(name, args=arguments)
