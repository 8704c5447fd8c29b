"""Random people do random things; whatever is public afterwards has its approvals.

``SUMU_WALL_EXAMPLES`` and ``SUMU_WALL_STEPS`` make it longer, and random where it else repeats itself;
``SUMU_WALL_SHRINK`` looks for the shortest sequence that fails, which takes minutes.
"""

import os
from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from wagtail.models import Page

from cms.accounts.grant import grant
from cms.accounts.models import SiteRole
from cms.media.models import Picture
from cms.pages.keys import key_of
from cms.pages.models import ArticlePage
from cms.review import actions
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import Approval, Document
from tests.accounts.offices import person
from tests.wall import acts, judge, oracle
from tests.wall.town import Place, Town

EXAMPLES = int(os.environ.get("SUMU_WALL_EXAMPLES", "25"))
STEPS = int(os.environ.get("SUMU_WALL_STEPS", "25"))
REFUSALS = (NotApproved, Refused, ValidationError)

pages = st.integers(0, 5)
people = st.integers(0, 9)
colours = st.sampled_from(["red", "green", "blue", "black"])


class RandomActs(RuleBasedStateMachine):
    """``wrote`` holds, page by page, who contributed since it last changed in public: what the machine itself saw."""

    town: ClassVar[Town]
    users: ClassVar[list[Any]]

    @initialize()
    def begin(self) -> None:
        """Open what teardown undoes; not in the constructor, which hypothesis also calls without playing."""
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.numbers = count(1)
        self.pages = [p.pk for at in (self.town.here, self.town.there) for p in (at.public, at.draft, at.half)]
        self.wrote: dict[str, set[str]] = {}
        self.written: dict[str, set[str]] = {}
        self.holds: dict[int, set[str]] = {at.picture.pk: {at.office.editor.username} for at in self._places}
        for pk in self.pages:
            page = acts.page_of(pk)
            self.wrote[key_of(page)] = {page.owner.username}
        self.seen = {document.key: _standing(document) for document in Document.objects.all()}
        self.last_used: dict[str, int] = {}

    @property
    def _places(self) -> tuple[Place, Place]:
        return self.town.here, self.town.there

    def _try(self, act: Callable[..., Any], page: int, *arguments: Any, **options: Any) -> Any:
        """Do ``act``; a refusal leaves everything as it was."""
        found = acts.page_of(self.pages[page % len(self.pages)])
        if found is None:
            return None
        self.key = key_of(found)
        try:
            with transaction.atomic():
                return act(found, *arguments, **options) or True
        except REFUSALS:
            return None

    def _contributed(self, user: Any) -> None:
        self.wrote.setdefault(self.key, set()).add(user.username)

    def _new(self, made: Any, user: Any) -> None:
        if isinstance(made, Page):
            source = self.wrote.get(self.key, set())
            self.pages.append(made.pk)
            self.wrote[key_of(made)] = source | {user.username}

    @rule(page=pages, person=people, picture=st.booleans(), hours=st.sampled_from([0, 0, 0, 1]))
    def edit(self, page: int, person: int, picture: bool, hours: int) -> None:
        user, at = self.users[person], self._places[page % 2]
        chosen = Picture.objects.get(pk=at.picture.pk) if picture else None
        if self._try(acts.edit, page, user, f"第{next(self.numbers)}稿", chosen, hours=hours):
            self._contributed(user)

    @rule(page=pages)
    def overwrite(self, page: int) -> None:
        self._try(acts.overwrite, page, f"改写第{next(self.numbers)}稿")

    @rule(page=pages, person=people)
    def submit(self, page: int, person: int) -> None:
        if self._try(acts.submit, page, self.users[person]):
            self._contributed(self.users[person])

    @rule(page=pages, person=people)
    def approve(self, page: int, person: int) -> None:
        self._try(acts.approve, page, self.users[person])

    @rule(page=pages)
    def submit_and_let_everybody_try(self, page: int) -> None:
        """Whoever may pass a stage does; without this few random sequences would reach the end."""
        for user in self.users:
            if self._try(acts.submit, page, user):
                self._contributed(user)
        for user in self.users * 2:
            self._try(acts.approve, page, user)
            self.documents_have_their_approvals()

    @rule(page=pages, person=people)
    def send_back(self, page: int, person: int) -> None:
        self._try(actions.send_back, page, self.users[person], "请修改")

    @rule(page=pages, person=people)
    def recall(self, page: int, person: int) -> None:
        self._try(acts.recall, page, self.users[person])

    @rule(place=st.integers(0, 1), person=people, colour=colours)
    def replace_picture(self, place: int, person: int, colour: str) -> None:
        picture = Picture.objects.get(pk=self._places[place].picture.pk)
        if acts.replace_picture(picture, self.users[person], colour):
            self.holds[picture.pk] = {self.users[person].username}

    @rule(page=pages, person=people)
    def ask_for_another_column(self, page: int, person: int) -> None:
        self._try(acts.ask_to_move, page, self.users[person])

    @rule(page=pages, place=st.integers(0, 1))
    def move_without_asking(self, page: int, place: int) -> None:
        self._try(acts.move, page, self._places[place].other_column)

    @rule(page=pages, person=people)
    def ask_for_a_withdrawal(self, page: int, person: int) -> None:
        self._try(actions.request_withdrawal, page, self.users[person], "内容有误")

    @rule(page=pages, person=people)
    def restore(self, page: int, person: int) -> None:
        if self._try(acts.restore, page, self.users[person]):
            self._contributed(self.users[person])
            self.wrote[self.key] |= self.written.get(self.key, set())

    @rule(page=pages, person=people, act=st.sampled_from([acts.copy, acts.alias]))
    def multiply(self, page: int, person: int, act: Callable[..., Any]) -> None:
        if len(self.pages) < 12:
            self._new(self._try(act, page, self.users[person], f"x{next(self.numbers)}"), self.users[person])

    @rule(page=pages, person=people)
    def translate(self, page: int, person: int) -> None:
        self._new(self._try(acts.translate, page, self.users[person]), self.users[person])

    @rule(page=pages, person=people)
    def convert(self, page: int, person: int) -> None:
        self._try(acts.convert, page, self.users[person])

    @rule(page=pages, person=people)
    def publish_in_wagtail(self, page: int, person: int) -> None:
        self._try(acts.publish_in_wagtail, page, self.users[person])

    @rule(page=pages)
    def unpublish_in_wagtail(self, page: int) -> None:
        self._try(ArticlePage.unpublish, page)

    @rule(page=pages)
    def delete(self, page: int) -> None:
        self._try(ArticlePage.delete, page)

    @rule()
    def let_the_worker_run(self) -> None:
        acts.run_worker_tasks()

    @invariant()
    def documents_have_their_approvals(self) -> None:
        newest = Approval.objects.order_by("-id").values_list("id", flat=True).first() or 0
        for document in Document.objects.select_related("site"):
            if self.seen.get(document.key) == _standing(document):
                continue
            wrote = self.wrote.get(document.key, set()) | self._uploaded(document)
            assert oracle.objections(document.key, wrote, self.used(document.key)) == []
            self.seen[document.key] = _standing(document)
            self.written[document.key] = self.written.get(document.key, set()) | wrote
            self.wrote[document.key] = set()
            self.last_used[document.key] = newest

    def used(self, key: str) -> int:
        """Return the newest approval that an earlier change of the document may have used up."""
        return self.last_used.get(key, 0)

    def _uploaded(self, document: Document) -> set[str]:
        """Return who put the files that the document shows into the library, as the machine saw it."""
        shown = {digest for digest, _extension in document.media.values_list("digest", "extension")}
        names: set[str] = set()
        for picture in Picture.objects.filter(pk__in=self.holds):
            if shown & _sizes_of(picture):
                names |= self.holds[picture.pk]
        return names

    def teardown(self) -> None:
        """Look at the files once more, then undo everything."""
        try:
            with judge.copied():
                judge.work()
                assert judge.strange_files() == []
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)


def _standing(document: Document) -> tuple[str, str]:
    return document.state, oracle.digest_of(document)


def _sizes_of(picture: Picture) -> set[str]:
    from cms.media.models import PictureSizes

    found: set[str] = set()
    for row in PictureSizes.objects.filter(original=picture.digest):
        found |= {size["digest"] for size in row.sizes}
    return found


def _crowd(town: Town) -> list[Any]:
    """Return everybody: both offices, people with several roles, and a superuser with roles."""
    both, wide = person("writes-and-reviews"), person("reviews-twice")
    for user, roles in ((both, ("editor", "first")), (wide, ("first", "sign"))):
        for place in (town.here, town.there):
            for role in roles:
                grant(user, place.office.site, role, by="test")
    SiteRole.objects.create(user=town.root, site=town.here.office.site, role="sign")  # no screen lets anybody do this
    return [*town.here.people.values(), *town.there.people.values(), both, wide, town.root, both]


def test_random_acts_of_random_people_put_nothing_unapproved_into_the_store(town: Town) -> None:
    RandomActs.town, RandomActs.users = town, _crowd(town)
    profile = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize="SUMU_WALL_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
        phases=tuple(Phase) if "SUMU_WALL_SHRINK" in os.environ else (Phase.explicit, Phase.generate),
    )
    run_state_machine_as_test(RandomActs, settings=profile)
