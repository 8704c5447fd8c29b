"""The one way out needs the same review."""

import pytest

from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import OutboxEntry
from sites.store.withdraw import withdraw

from .factories import approve_withdrawal, make_column, make_content, make_site, publish, take_back

pytestmark = pytest.mark.django_db


def test_without_its_own_approvals_nothing_is_withdrawn():
    site = make_site()
    document = publish(make_content(site, column=make_column(site).key))
    with pytest.raises(NotApproved):
        withdraw(document.key, person="root", authors=[], reason="")
    document.refresh_from_db()
    assert document.is_public


def test_a_withdrawal_touches_what_showed_the_document():
    site = make_site()
    column = make_column(site)
    document = take_back(publish(make_content(site, column=column.key)))
    assert not document.is_public and document.withdrawn_at
    keys = OutboxEntry.objects.filter(cause="withdraw").get().keys
    assert {f"document:{document.key}", f"latest:{column.key}", f"slots:{column.key}:1"} <= set(keys)


def test_the_approval_of_a_withdrawal_holds_for_the_version_it_saw():
    site = make_site()
    content = make_content(site, column=make_column(site).key)
    document = publish(content)
    approve_withdrawal(document)
    changed = publish(type(content)(**vars(content) | {"payload": content.payload | {"title": "改后"}}))
    with pytest.raises(NotApproved):
        withdraw(changed.key, person="signer", authors=[], reason="")


def test_a_column_with_public_documents_stays():
    site = make_site()
    column = make_column(site)
    publish(make_content(site, column=column.key))
    with pytest.raises(Refused):
        take_back(column)
