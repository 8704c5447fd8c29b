"""The queue: what is planned when, in which order it is worked, and that nothing is missed, whatever comes between."""

import shutil
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sites.build.rendering import pages
from sites.registry.models import Site
from sites.release import publishing, queue, releasing
from sites.release.lock import holding
from sites.release.models import Recorded, Task
from sites.release.planning import last_plan, plan_pending
from sites.release.publishing import release_pending, release_site
from sites.release.verifying import differences
from sites.store import keys, outbox
from sites.store.models import OutboxEntry
from tests.changes.parts import changed, settle
from tests.store.factories import make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def office(site) -> Site:
    return make_site("jyj", "jyj", kind="department")


def root(var, site):
    return var / "www" / site.host / site.path


def linking(key: str) -> dict[str, object]:
    return {"body": [{"type": "text", "html": f'<p><a href="document:{key}">有关文件</a></p>'}]}


def new_version(document, **payload):
    return make_content(
        document.site,
        key=document.key,
        translation_group=document.translation_group,
        column=document.column,
        payload=payload,
    )


def drain() -> None:
    for _round in range(20):
        if not release_pending():
            return
    raise AssertionError("the queue does not drain")


def open_entries() -> int:
    return OutboxEntry.objects.filter(released_at=None).count()


def test_a_change_planned_while_its_reader_is_being_built_is_not_missed(var, site, office, monkeypatch):
    """The page of one site was rendered from another's document before that was withdrawn, and recorded after it."""
    target = publish(make_content(site, column=make_column(site).key))
    news = make_column(office)
    drain()
    reader = publish(make_content(office, column=news.key, payload=linking(target.key)))
    original, planned = pages.document_page, []

    def document_page(build_reader, document, **more):
        page = original(build_reader, document, **more)
        if document.key == reader.key and not planned:
            take_back(target)
            planned.append(plan_pending())
        return page

    monkeypatch.setattr(pages, "document_page", document_page)
    assert release_pending() and planned == [1]
    withdrawal = OutboxEntry.objects.get(cause="withdraw")
    assert set(withdrawal.tasks.values_list("site__key", flat=True)) == {"portal", "jyj"}
    assert withdrawal.released_at is None
    drain()
    assert "有关文件" in (root(var, office) / reader.path).read_text()
    assert f'href="/{target.path}"' not in (root(var, office) / reader.path).read_text()
    assert open_entries() == 0 and list(differences(office)) == [] and list(differences(site)) == []


def test_what_was_released_meanwhile_is_opened_again_for_the_site_that_missed_it(var, site, office, monkeypatch):
    target = publish(make_content(site, column=make_column(site).key))
    news = make_column(office)
    drain()
    reader = publish(make_content(office, column=news.key, payload=linking(target.key)))
    plan_pending()
    original, done = pages.document_page, []

    def document_page(build_reader, document, **more):
        page = original(build_reader, document, **more)
        if document.key == reader.key and not done:
            done.append(True)
            take_back(target)
            plan_pending()
            publishing._take_turn(site.pk, Task.Rank.CHANGE)  # the other site, by another worker
            assert OutboxEntry.objects.get(cause="withdraw").released_at
        return page

    monkeypatch.setattr(pages, "document_page", document_page)
    publishing._take_turn(office.pk, Task.Rank.CHANGE)
    assert OutboxEntry.objects.get(cause="withdraw").released_at is None
    drain()
    assert open_entries() == 0 and list(differences(office)) == []


def test_an_entry_is_released_when_every_site_that_it_touches_is_built(var, site, office, monkeypatch):
    target = publish(make_content(site, column=make_column(site).key))
    publish(make_content(office, column=make_column(office).key, payload=linking(target.key)))
    drain()
    original = releasing.check_out

    def broken(repository, web_root, **said):
        if web_root.folder == root(var, office):
            raise OSError("no space left")
        return original(repository, web_root, **said)

    take_back(target)
    with monkeypatch.context() as patch:
        patch.setattr(releasing, "check_out", broken)
        assert release_pending() == 0
    entry = OutboxEntry.objects.get(released_at=None)
    assert {task.site.key: bool(task.built_at) for task in entry.tasks.all()} == {"portal": True, "jyj": False}
    assert "no space left" in entry.error
    Task.objects.update(attempts=0)
    assert release_pending() == 1
    entry.refresh_from_db()
    assert not entry.error and entry.release == entry.tasks.get(site=site).release != ""


def test_a_site_that_another_process_releases_is_left_to_it(var, site, office):
    make_column(site), make_column(office)
    with holding(office, wait=False) as held:
        assert held
        release_pending()
        assert Task.objects.filter(site=site, built_at=None).count() == 0
        assert Task.objects.filter(site=office, built_at=None).exists()
    drain()
    assert open_entries() == 0


def test_a_burst_becomes_one_release_and_waits_for_no_clock(var, site):
    column = make_column(site)
    drain()
    before = Recorded.objects.get(site=site).release
    made = [publish(make_content(site, column=column.key)) for _ in range(5)]
    assert release_pending(window=60) == 0 and Task.objects.filter(built_at=None).count() == 5
    Task.objects.filter(built_at=None).update(planned_at=timezone.now() + timedelta(hours=1))
    assert release_pending(window=60) == 5, "a moment to come is from before the clock stepped back"
    assert Task.objects.filter(entry__document__in=[one.key for one in made]).values("release").distinct().count() == 1
    assert Recorded.objects.get(site=site).release != before


def test_a_change_of_a_site_at_rest_waits_for_no_others(site, monkeypatch):
    column = make_column(site)
    drain()
    monkeypatch.setattr(queue, "_released", {})
    publish(make_content(site, column=column.key))
    assert release_pending(window=60) == 1
    publish(make_content(site, column=column.key))
    assert release_pending(window=60) == 0, "the rest of a burst waits for more of it"


def test_a_failed_task_waits_longer_each_time_and_not_for_a_clock_that_stepped_back(site):
    outbox.announce(site, "admit", ["document:x"])
    plan_pending()
    now = timezone.now()
    for attempts, seconds, is_due in ((1, 1, False), (1, 3, True), (3, 7, False), (3, 9, True), (30, 299, False)):
        Task.objects.update(attempts=attempts, tried_at=now - timedelta(seconds=seconds))
        assert bool(queue.turns()) == is_due, (attempts, seconds)
    Task.objects.update(attempts=30, tried_at=now - timedelta(seconds=301))
    assert queue.turns()
    Task.objects.update(tried_at=now + timedelta(days=1))
    assert queue.turns()
    Task.objects.update(tried_at=now)
    assert not queue.turns()
    outbox.announce(site, "admit", ["document:y"])
    plan_pending()
    assert queue.turns(), "a new task of the site lets it be tried at once"


def test_urgent_sites_come_first_then_the_oldest_then_rebuilds(site, office):
    third = make_site("nmj", "nmj", kind="department")
    fourth = make_site("ysg", "ysg", kind="township")
    for place, cause, key in (
        (fourth, "theme", keys.THEME),
        (third, "admit", "document:a"),
        (site, "admit", "document:b"),
        (office, "emergency", keys.notice("jyj")),
    ):
        outbox.announce(place, cause, [key])
    plan_pending()
    assert [turn.site for turn in queue.turns()] == [office.pk, third.pk, site.pk, fourth.pk]


def test_failing_tasks_do_not_keep_new_ones_from_the_public(site):
    for number in range(6):
        outbox.announce(site, "admit", [f"document:{number}"])
    plan_pending()
    Task.objects.filter(entry__in=OutboxEntry.objects.order_by("id")[:4]).update(attempts=2)
    taken = queue.open_tasks(site.pk, most=3)
    newest = list(OutboxEntry.objects.order_by("id").values_list("id", flat=True))
    assert [task.entry_id for task in taken] == [newest[0], newest[4], newest[5]]


def test_a_batch_has_an_end_and_the_queue_drains(var, site, monkeypatch):
    column = make_column(site)
    drain()
    monkeypatch.setattr(queue, "BATCH", 3)
    for _ in range(7):
        publish(make_content(site, column=column.key))
    drain()
    sizes = {}
    for task in Task.objects.filter(entry__cause="admit").order_by("entry"):
        sizes[task.release] = sizes.get(task.release, 0) + 1
    assert open_entries() == 0 and list(sizes.values())[-3:] == [3, 3, 1] and list(differences(site)) == []


def test_thousands_at_once_cost_few_queries_each(var, site):
    make_column(site)
    drain()

    def queries(count: int) -> int:
        now = timezone.now()
        OutboxEntry.objects.bulk_create(
            OutboxEntry(site=site, cause="admit", document=f"d{n}", keys=[f"document:d{n}"], created_at=now)
            for n in range(count)
        )
        with CaptureQueriesContext(connection) as captured:
            drain()
        return len(captured)

    few, many = queries(200), queries(4000)
    assert open_entries() == 0
    assert (many - few) / 3800 < 0.15, (few, many)


def test_what_was_published_and_not_recorded_is_not_forgotten(var, site, monkeypatch):
    """The process ends between the two; then the old version is approved again: its bytes must come back."""
    column = make_column(site)
    document = publish(make_content(site, column=column.key, payload={"title": "第一版"}))
    drain()
    crash(monkeypatch, new_version(document, title="第二版"))
    publish(new_version(document, title="第一版"))
    drain()
    assert "第一版" in (root(var, site) / document.path).read_text()
    assert list(differences(site)) == [] and open_entries() == 0


def test_what_was_published_and_not_recorded_can_be_withdrawn(var, site, monkeypatch):
    column = make_column(site)
    drain()
    content = make_content(site, column=column.key)
    crash(monkeypatch, content)
    take_back(type(column).objects.get(key=content.key))
    drain()
    assert list(differences(site)) == [] and open_entries() == 0


def test_a_repository_that_lost_its_releases_is_filled_anew(var, site):
    column = make_column(site)
    drain()
    shutil.rmtree(var / "releases" / f"{site.key}.git")
    document = publish(make_content(site, column=column.key))
    drain()
    assert (root(var, site) / document.path).exists() and list(differences(site)) == []


def crash(monkeypatch, content) -> None:
    publish(content)

    def end(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(releasing.ChangeBuild, "record", end)
        with pytest.raises(KeyboardInterrupt):
            release_pending()


def test_a_change_of_one_name_reaches_the_right_set_and_no_more(var, site, office):
    """The portal's name stands on every site, an office's name on its own and in the host's robots file alone."""
    third = make_site("nmj", "nmj", kind="department")
    for place in (site, office, third):
        make_column(place)
    drain()
    settle(changed("site", office.key, office.key, name_zh_hans="改名的局"))
    plan_pending()
    assert set(Task.objects.filter(built_at=None).values_list("site__key", flat=True)) == {"jyj", "portal"}
    drain()
    settle(changed("site", site.key, site.key, name_zh_hans="改名的门户"))
    plan_pending()
    ranks = dict(Task.objects.filter(built_at=None).values_list("site__key", "rank"))
    assert ranks == {"portal": Task.Rank.CHANGE, "jyj": Task.Rank.REBUILD, "nmj": Task.Rank.REBUILD}
    drain()
    for place in (site, office, third):
        place.refresh_from_db()
        assert list(differences(place)) == []
    assert "改名的门户" in (root(var, third) / "index.html").read_text()


def test_a_full_build_by_command_misses_nothing_either(var, site, office, monkeypatch):
    target = publish(make_content(site, column=make_column(site).key))
    reader = publish(make_content(office, column=make_column(office).key, payload=linking(target.key)))
    drain()
    original, planned = pages.document_page, []

    def document_page(build_reader, document, **more):
        page = original(build_reader, document, **more)
        if document.key == reader.key and not planned:
            planned.append(last_plan())
            take_back(target)
            plan_pending()
        return page

    monkeypatch.setattr(pages, "document_page", document_page)
    release_site(Site.objects.select_related("organisation").get(pk=office.pk), "full build")
    drain()
    assert open_entries() == 0 and list(differences(office)) == []
