"""Builds a site with its people and a public column: what the tests of the editing side start from."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model

from cms.accounts.appoint import appoint
from cms.accounts.grant import grant
from cms.accounts.models import Administrator
from cms.accounts.setup import prepare_site
from cms.pages.models import ArticlePage, ColumnPage, HomePage
from cms.pages.models.base import PublicPage
from cms.review import actions
from cms.review.accepting import EVERY_FINDING
from sites.registry.models import Edition, Organisation, Site
from sites.store import secrecy


@dataclass
class Office:
    """A site, its people and its first column."""

    site: Site
    editor: Any
    first: Any
    sign: Any
    home: HomePage
    column: ColumnPage

    def publish(self, page: PublicPage) -> None:
        """Take ``page`` through the whole chain."""
        actions.submit(page, self.editor)
        actions.approve(page, self.first, decisions=EVERY_FINDING)
        self.signed(page)

    def signed(self, page: PublicPage, note: str = "") -> None:
        """Let the signer pass ``page``, the secrecy form filled in."""
        actions.approve(page, self.sign, note, form=no_secrets(self.sign))

    def article(self, title: str = "关于义务教育招生工作的通知", **fields: Any) -> ArticlePage:
        """Return a draft article of the column, written by the editor, in which the checks find nothing."""
        fields = {"summary": "招生工作的有关事项。", "keywords": "招生、通知", **fields}
        fields.setdefault("body", [("text", "<p>现将有关事项通知如下。</p>")])
        page = ArticlePage(title=title, live=False, owner=self.editor, **fields)
        ColumnPage.objects.get(pk=self.column.pk).add_child(instance=page)
        page.save_revision(user=self.editor)
        return page


def no_secrets(user: Any) -> dict[str, Any]:
    """Return the secrecy form, every question answered 不涉及 by ``user``."""
    return secrecy.all_clear(user.get_username())


def secrecy_fields(answer: str = secrecy.CLEAR, **other: str) -> dict[str, str]:
    """Return the secrecy form as a browser posts it: every question answered with ``answer``, but for ``other``."""
    return {f"secrecy-{question.code}": other.get(question.code, answer) for question in secrecy.questions()}


def person(name: str, **fields: Any) -> Any:
    """Return a new user."""
    return get_user_model().objects.create_user(name, password="correct-horse-battery", **fields)


def office(
    key: str = "portal",
    *,
    host: str = "www.example.gov.cn",
    path: str = "",
    languages: str = "zh-hans",
    kind: str = Site.Kind.PORTAL,
    public: bool = True,
) -> Office:
    """Return a prepared site whose home and column are public; drafts, where ``public`` is false."""
    organisation, _ = Organisation.objects.get_or_create(code=f"{key}-office", defaults={"name": f"{key}办公室"})
    site = Site.objects.create(key=key, kind=kind, name=f"{key}网站", organisation=organisation, host=host, path=path)
    for language in languages.split():
        Edition.objects.create(site=site, language=language)
    prepare_site(site)
    people = {role: person(f"{key}-{role}") for role in ("editor", "first", "sign")}
    for role, user in people.items():
        grant(user, site, role, by="test")
    home = HomePage.objects.get(locale__language_code="zh-hans", path__startswith=site.page.path)
    column = ColumnPage(title="通知公告", slug="tzgg", lists="notices", description="通知和公告", live=False)
    home.add_child(instance=column)
    column.save_revision(user=people["editor"])
    result = Office(site=site, home=home, column=column, **people)
    if public:
        result.publish(home)
        result.publish(column)
    return result


def administrators() -> dict[str, Any]:
    """Return the three administrators of the cluster by their roles, appointed."""
    found = {}
    for role in Administrator.values:
        found[role] = person(f"admin-{role}")
        appoint(found[role], role, by="test")
    return found
