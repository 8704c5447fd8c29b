"""An import waits in the inbox as pages do."""

from collections.abc import Callable
from pathlib import Path

from cms.importing.drafting import make_batch
from cms.importing.review import approve_batch, return_batch
from cms.inbox.delegate import delegate
from cms.inbox.delegation import today
from cms.inbox.models import WaitingItem
from sites.store import secrecy
from tests.accounts.offices import Office
from tests.importing.conftest import accepted, portal, record, write

__all__ = ["portal", "write"]


def test_an_import_goes_from_stage_to_stage(portal: Office, write: Callable[..., Path]) -> None:
    batch = make_batch(write(record(1)), portal.column, portal.editor)
    item = WaitingItem.objects.get(source="import")
    assert (item.reference, item.stage, item.site) == (batch.key, "first", portal.site)
    assert [row.person for row in item.excluded.all()] == ["portal-editor"]
    approve_batch(batch, portal.first, decisions=accepted(batch))
    item = WaitingItem.objects.get(source="import")
    assert item.stage == "sign" and {row.person for row in item.excluded.all()} == {"portal-editor", "portal-first"}
    approve_batch(batch, portal.sign, form=secrecy.all_clear("portal-sign"))
    assert not WaitingItem.objects.filter(source="import").exists()


def test_a_returned_import_waits_no_longer(portal: Office, write: Callable[..., Path]) -> None:
    batch = make_batch(write(record(1)), portal.column, portal.editor)
    return_batch(batch, portal.first, "不全")
    assert not WaitingItem.objects.exists()


def test_a_delegate_passes_an_import_and_both_names_stand_there(portal: Office, write: Callable[..., Path]) -> None:
    batch = make_batch(write(record(1)), portal.column, portal.editor)
    days = {"first_day": today(), "last_day": today(), "reason": "出差"}
    delegate(portal.first, portal.sign, site=portal.site, stage="first", by=portal.first, **days)
    approval = approve_batch(batch, portal.sign, decisions=accepted(batch))
    assert (approval.person, approval.on_behalf_of) == ("portal-sign", "portal-first")
    item = WaitingItem.objects.get()
    assert {row.person for row in item.excluded.all()} == {"portal-editor", "portal-first", "portal-sign"}
