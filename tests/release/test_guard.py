"""The publish guard: what is held back, what passes, and that two people let exactly that go."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from sites.git.differences import changes
from sites.git.repository import Repository
from sites.registry.models import Site
from sites.release.guard import guard
from sites.release.guard.holding import digest_of, lift_released
from sites.release.guard.measure import MEDIA, PAGES, differences, numbers
from sites.release.guard.rules import BadGuardRule, remove_guard_rule, rule_for, set_guard_rule
from sites.release.models import GuardRule, Hold, Task
from sites.release.places import repository_path
from sites.store import clock, keys, outbox
from sites.store.models import AuditEntry
from sites.store.settled import Change
from tests.changes.parts import changed, settle
from tests.store.factories import make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def site() -> Site:
    return make_site()


def repository_of(site: Site) -> Repository:
    return Repository(repository_path(site))


def pages(count: int, text: str = "eins") -> dict[str, bytes]:
    return {f"xw/{number}.html": f"{text} {number}".encode() for number in range(count)}


def release(repository: Repository, files: dict[str, bytes]) -> None:
    repository.commit_all(files.items(), [], "release", MOMENT)


def prepared(repository: Repository, files: dict[str, bytes]):
    return repository.git[repository.prepare_all(files.items(), [], "prepared", MOMENT)]


def task(site: Site, cause: str = "admit", touched: set[str] | None = None, **more: str) -> Task:
    entry = outbox.announce(site, cause, touched or {"document:x"}, **more)
    return Task.objects.create(entry=entry, site=site, keys=entry.keys, plan=entry.pk, planned_at=clock.now())


def asked(site: Site, files: dict[str, bytes], *tasks: Task) -> str:
    """Ask the guard for a release of ``files``; return the sentence that holds it back, empty when it may go."""
    repository = repository_of(site)
    try:
        guard.demand(site, repository, repository.head(), prepared(repository, files), tasks)
    except guard.Held as held:
        return str(held)
    return ""


def permit(site: Site) -> None:
    hold = Hold.objects.get(site=site)
    payload = {"site": site.key, "tree": hold.tree, "causes": [], "paths": [], **hold.counts}
    settle(Change("guard", site.key, site.key, payload))


def test_the_first_release_of_a_site_passes(site):
    repository = repository_of(site)
    guard.demand(site, repository, None, prepared(repository, pages(500)), [])
    assert not Hold.objects.exists()


@pytest.mark.parametrize(("changes", "is_held"), [(19, False), (50, False), (51, True)])
def test_more_than_half_of_the_pages_may_not_change_at_once(site, changes, is_held):
    release(repository_of(site), pages(100))
    said = asked(site, pages(100) | pages(changes, "zwei"), task(site))
    assert bool(said) == is_held == Hold.objects.exists()
    assert not is_held or f"改动 {changes} 个页面（{changes}%）" in said


@pytest.mark.parametrize(("gone", "is_held"), [(19, False), (20, False), (21, True)])
def test_more_than_a_fifth_may_not_go(site, gone, is_held):
    release(repository_of(site), pages(100))
    assert bool(asked(site, pages(100 - gone), task(site, "withdraw"))) == is_held


def test_a_small_site_is_left_alone_and_so_are_additions(site):
    release(repository_of(site), pages(19))
    assert not asked(site, {})
    assert not asked(site, pages(5000))


def test_media_count_by_themselves_and_assets_do_not(site):
    media = {f"media/{number}.webp": b"x%d" % number for number in range(30)}
    assets = {f"assets/{number}.css": b"x%d" % number for number in range(500)}
    release(repository_of(site), pages(1000) | media | assets)
    assert not asked(site, pages(1000) | media)
    assert "移除 30 个图片和附件（100%）" in asked(site, pages(1000) | assets)


def test_a_page_in_whose_place_only_a_notice_stands_is_gone(site):
    release(repository_of(site), pages(100))
    table = json.dumps({f"xw/{number}.html": "" for number in range(30)}).encode()
    said = asked(site, pages(100) | pages(30, "已撤下") | {"redirects.json": table}, task(site, "withdraw"))
    assert "移除 30 个页面（30%）" in said and "改动 0 个页面" in said


def test_a_rollback_was_decided_as_a_whole(site):
    column = make_column(site)
    documents = [publish(make_content(site, column=column.key)) for _number in range(25)]
    paths = {document.path: document.title.encode() for document in documents}
    release(repository_of(site), pages(20) | paths)
    for document in documents:
        take_back(document)
    back = [task(site, "rollback", document=document.key) for document in documents]
    assert not asked(site, pages(20, "zwei"), *back)
    assert asked(site, pages(20, "zwei"), task(site, "withdraw", document=documents[0].key))


def test_an_emergency_passes(site):
    release(repository_of(site), pages(100))
    assert not asked(site, {}, task(site, "emergency"))
    assert asked(site, {}, task(site, "emergency"), task(site, "withdraw"))


def test_what_two_people_decided_for_the_whole_site_may_change_it_but_not_empty_it(site):
    change = changed("site", site.key, site.key, name_zh_hans="新名称")
    settle(change)
    release(repository_of(site), pages(100))
    wide = task(site, "settle", {keys.site(site.key)}, digest=change.digest())
    assert not asked(site, pages(100, "zwei"), wide)
    assert asked(site, pages(70, "zwei"), wide)


def test_a_wide_change_that_nobody_decided_on_is_held(site):
    release(repository_of(site), pages(100))
    assert asked(site, pages(100, "zwei"), task(site, "settle", {keys.site(site.key)}, digest="f" * 64))
    assert asked(site, pages(100, "zwei"), task(site, "settle", {"document:x"}))


def test_two_people_let_exactly_those_files_go(site):
    repository = repository_of(site)
    release(repository, pages(100))
    first = task(site, "withdraw")
    assert asked(site, pages(40), first)
    assert guard.is_waiting(site, [first])
    permit(site)
    assert not guard.is_waiting(site, [first])
    assert not asked(site, pages(40), first)
    assert asked(site, pages(10), first), "what they were not shown"


def test_little_more_beside_what_was_allowed_passes_and_the_permission_is_used_once(site):
    repository = repository_of(site)
    release(repository, pages(100))
    assert asked(site, pages(40), task(site, "withdraw"))
    permit(site)
    later = pages(39) | {"xw/new.html": b"new"}
    assert not asked(site, later, task(site))
    release(repository, later)
    assert lift_released() == 1
    release(repository, pages(100))
    assert asked(site, pages(40), task(site, "withdraw"))


def test_a_hold_keeps_to_what_was_asked_until_much_else_differs(site):
    release(repository_of(site), pages(100))
    one, two = task(site, "withdraw"), task(site)
    asked(site, pages(40), one)
    tree = Hold.objects.get().tree
    asked(site, pages(39), one, two)
    hold = Hold.objects.get()
    assert hold.tree == tree
    assert hold.tasks == digest_of([one, two])
    assert not guard.is_waiting(site, [one])
    asked(site, pages(5), one, two)
    assert Hold.objects.get().tree != tree


def test_a_hold_ends_when_little_would_change_any_more(site):
    release(repository_of(site), pages(100))
    asked(site, pages(40), task(site, "withdraw"))
    assert not asked(site, pages(99))
    assert not Hold.objects.exists()
    acts = list(AuditEntry.objects.filter(subject=f"guard:{site.key}").values_list("act", flat=True))
    assert acts == ["hold release", "end hold"]


def test_other_sites_do_not_wait(site):
    other = make_site("jyj", path="jyj", kind="department")
    release(repository_of(site), pages(100))
    release(repository_of(other), pages(100))
    assert asked(site, {})
    assert not asked(other, pages(99))


def test_a_sites_own_rule_counts_before_the_general_one(site):
    values = {"minimum": 1, "source": "办公会纪要", "certainty": "确定", "by": "security"}
    rule = set_guard_rule(site, changed_share=1, removed_share=0, **values)
    assert rule_for(site) == rule
    release(repository_of(site), pages(10))
    assert asked(site, pages(9))
    remove_guard_rule(rule, by="security")
    assert not asked(site, pages(9))
    with pytest.raises(BadGuardRule):
        remove_guard_rule(GuardRule.objects.get(site=None), by="security")
    for wrong in ({"changed_share": 101}, {"minimum": 0}, {"source": " "}):
        with pytest.raises(BadGuardRule):
            set_guard_rule(site, **({"changed_share": 1, "removed_share": 1} | values | wrong))
    GuardRule.objects.all().delete()
    assert rule_for(site).removed_share == 20


files = st.dictionaries(
    st.sampled_from(
        [
            f"{folder}{number}{end}"
            for folder in ("", "xw/", "media/", "assets/")
            for number in range(6)
            for end in (".html", ".webp", ".xml")
        ]
    ),
    st.sampled_from([b"eins", b"zwei"]),
)


@limits(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(before=files, after=files)
def test_counts_are_those_of_the_files(site, before, after):
    repository = repository_of(site)
    old, new = prepared(repository, before).tree, prepared(repository, after).tree
    found = differences(old, new, changes(old, new))
    for kind, is_kind in (
        (PAGES, lambda path: path.endswith(".html") and not path.startswith(("media/", "assets/"))),
        (MEDIA, lambda path: path.startswith("media/")),
    ):
        own = {path for path in before if is_kind(path)}
        assert found[kind].removed == own - after.keys()
        assert found[kind].changed == {path for path in own & after.keys() if before[path] != after[path]}
        assert numbers(old)[kind] == len(own)
