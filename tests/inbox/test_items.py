"""Opening and closing items."""

from cms.inbox.items import close_items
from cms.inbox.models import Excluded, WaitingItem
from cms.review import actions
from tests.accounts.offices import office
from tests.inbox.conftest import Office


def test_an_item_has_its_deadline_and_those_who_may_not_decide(school: Office) -> None:
    item = school.item(excluded=["b", "a", "b", ""])
    assert item.started_at < item.remind_at < item.due_at
    assert sorted(item.excluded.values_list("person", flat=True)) == ["a", "b"]


def test_the_next_stage_replaces_the_item(school: Office) -> None:
    school.item(excluded=["a"])
    WaitingItem.objects.update(reminded_at="2026-01-01T00:00Z")
    item = school.item(stage="sign", excluded=["b"])
    assert WaitingItem.objects.count() == 1
    assert item.stage == "sign" and item.reminded_at is None
    assert list(Excluded.objects.values_list("person", flat=True)) == ["b"]


def test_closing_ends_one_thing_alone(school: Office) -> None:
    school.item("1")
    school.item("2")
    close_items("page", "1")
    close_items("page", "1")
    assert [item.reference for item in WaitingItem.objects.all()] == ["2"]


def test_an_item_goes_with_wagtails_state(db: None) -> None:
    portal = office("portal")
    page = portal.article()
    state = actions.submit(page, portal.editor)
    values = {"title": page.title, "language": "zh-hans", "url": "/", "excluded": ()}
    made = Office(portal.site)
    made.item(str(page.pk), task_state=state.current_task_state, **values)
    state.cancel(user=portal.editor)
    assert not WaitingItem.objects.exists()


def test_an_item_goes_with_its_page(db: None) -> None:
    portal = office("portal")
    page = portal.article()
    state = actions.submit(page, portal.editor)
    Office(portal.site).item(str(page.pk), task_state=state.current_task_state)
    page.delete()
    assert not WaitingItem.objects.exists()
