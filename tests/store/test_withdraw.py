"""The one way out needs the same review."""

import pytest

from sites.store import intact, leading
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry, OutboxEntry
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


@pytest.fixture
def pair():
    site = make_site()
    column = make_column(site)
    return [publish(make_content(site, column=column.key)) for _ in range(2)]


def test_where_the_address_leads_is_part_of_what_was_approved(pair):
    old, new = pair
    approve_withdrawal(old)
    with pytest.raises(NotApproved):
        withdraw(old.key, person="signer", authors=[], reason="", leads_to=f"document:{new.key}")
    taken = take_back(old, f"document:{new.key}")
    assert taken.leads_to == f"document:{new.key}" and not taken.is_public
    said = AuditEntry.objects.filter(act="withdraw").get().detail
    assert said["leads_to"] == f"document:{new.key}"


@pytest.mark.parametrize(
    "leads_to",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "https://user@example.org/",
        "http://[x/",
        "xw/index.html",
        "/旧/页.html",
        '/a"b',
        "document:no-such-document",
    ],
)
def test_an_address_that_no_reader_should_be_sent_to_is_refused(pair, leads_to):
    with pytest.raises(Refused):
        leading.demand(pair[0], leads_to)


def test_a_withdrawn_page_leads_neither_to_itself_nor_to_what_is_withdrawn(pair):
    old, gone = pair
    take_back(gone)
    own = [f"document:{old.key}", f"/{old.path}", f"http://www.example.localhost:8001/{old.path}"]
    own += [f"HTTP://WWW.example.localhost:8001/{old.path}?x=1", "/" + old.path.replace("1", "%31", 1)]
    for leads_to in [*own, f"document:{gone.key}", f"/{gone.path}"]:
        with pytest.raises(Refused):
            leading.demand(old, leads_to)


def test_an_address_of_the_cluster_is_kept_as_the_document_that_lies_there(pair):
    old, new = pair
    assert leading.as_chosen(f"http://www.example.localhost:8001/{new.path}", old.site) == f"document:{new.key}"
    assert leading.as_chosen("/xw/", old.site) == f"document:{old.column}"
    assert leading.as_chosen("https://example.org/", old.site) == "https://example.org/"
    assert leading.is_outside("https://example.org/") and not leading.is_outside("/xw/")
    assert not leading.is_outside(f"http://www.example.localhost:8001/{new.path}")


def test_what_comes_back_leads_nowhere_else(pair):
    old, _new = pair
    content = intact.content_of(old)
    take_back(old, "/xw/")
    assert publish(content).leads_to == ""
