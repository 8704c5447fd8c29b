"""A site with two releases: the second changed one document, took one back and brought a new one."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cms.accounts.grant import grant
from cms.pages.models import ArticlePage
from cms.review import actions
from cms.review.accepting import EVERY_FINDING
from sites.git.repository import Repository
from sites.release import history
from sites.release.places import repository_path
from sites.release.publishing import release_pending
from tests.accounts.offices import Office, office, person


@dataclass
class Place:
    """The site, its people and clients, its releases (newest first) and its pages."""

    office: Office
    admin: Any
    clients: dict[str, Client] = field(default_factory=dict)
    pages: dict[str, ArticlePage] = field(default_factory=dict)

    @property
    def repository(self) -> Repository:
        return Repository(repository_path(self.office.site))

    @property
    def names(self) -> list[str]:
        return [release.name for release in history.releases(self.repository)]

    def client(self, user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client


def work() -> None:
    """Release what waits."""
    for _ in range(20):
        if not release_pending():
            return


def rewrite(at: Office, page: ArticlePage, title: str) -> None:
    """Publish ``page`` under another title."""
    draft = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.title = title
    draft.save_revision(user=at.editor)
    at.publish(ArticlePage.objects.get(pk=page.pk))


def take_back(at: Office, page: ArticlePage, reason: str) -> None:
    """Withdraw ``page``."""
    fresh = ArticlePage.objects.get(pk=page.pk)
    actions.request_withdrawal(fresh, at.editor, reason)
    actions.approve(fresh, at.first, decisions=EVERY_FINDING)
    actions.approve(fresh, at.sign)


@pytest.fixture(autouse=True)
def var(settings, tmp_path) -> Path:
    """Return the state folder of this test."""
    settings.SUMU_VAR = tmp_path / "var"
    return settings.SUMU_VAR


@pytest.fixture
def place(db, var) -> Place:
    """Return the site after its second release."""
    at = office()
    admin = person("portal-site-admin", last_name="站管")
    grant(admin, at.site, "site_admin", by="test")
    made = Place(at, admin)
    made.pages = {"changed": at.article("原来的题目"), "gone": at.article("后来撤下"), "kept": at.article("一直不变")}
    for page in made.pages.values():
        at.publish(page)
    work()
    rewrite(at, made.pages["changed"], "改过的题目")
    take_back(at, made.pages["gone"], "数据有误")
    made.pages["new"] = at.article("后来公开")
    at.publish(made.pages["new"])
    work()
    for name, user in {"admin": admin, "first": at.first, "sign": at.sign, "editor": at.editor}.items():
        made.clients[name] = made.client(user)
    return made
