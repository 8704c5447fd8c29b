"""Loading the sample: through the chain, by different people, once."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate

from cms.accounts.models import ClusterRole, SiteRole
from cms.pages.models import ArticlePage
from cms.review import actions
from cms.sample import accounts, catalogue
from cms.sample.loading import load
from sites.registry.models import Site, StandardColumn
from sites.store.models import Approval, AuditEntry, Document

LOADED = ("tybl",)
"""A township in three languages: every kind but policies; all the sample takes too long for a test of one room."""


@pytest.mark.django_db
def test_load_publishes_through_the_chain_and_only_once() -> None:
    lines: list[str] = []
    done = load(8001, lines.append, only=LOADED)

    assert done.sites == 5 == Site.objects.count()
    assert StandardColumn.objects.count() == len(catalogue.standard_columns())
    portal = Site.objects.get(key="portal")
    assert (portal.scheme, portal.host, portal.port) == ("http", "www.sarentala.localhost", 8001)
    assert "ᠣᠷᠳᠣᠨ" in portal.name_mn_mong and "ۇكىمەتى" in portal.name_kk_arab

    sample = next(site for site in catalogue.sites() if site.key == "tybl")
    expected = Counter({(e.language, "home"): 1 for e in sample.editions})
    for edition in sample.editions:
        expected[edition.language, "column"] = len(edition.columns)
    public = Document.objects.filter(site__key="tybl", state="public")
    found = Counter(public.values_list("language", "kind"))
    listed = {key: count for key, count in found.items() if key[1] not in ("home", "column")}
    assert {key: found[key] for key in expected} == dict(expected)
    assert sum(listed.values()) == sum(len(edition.documents) for edition in sample.editions)
    assert done.published == public.count()
    assert len([line for line in lines if "published" in line]) == len(sample.editions)

    for document in public:
        given = Approval.objects.filter(subject=document.key)
        assert sorted(given.values_list("stage", "person")) == [("first", "tybl-first"), ("sign", "tybl-sign")]
        assert {tuple(approval.authors) for approval in given} == {("tybl-editor",)}
        assert document.kind in ("home", "column") or document.payload["sample"] is True
    versions = public.filter(translation_group=catalogue.translation_key("tybl/gzdt/02-tushushi").hex)
    assert sorted(versions.values_list("language", flat=True)) == ["kk-arab", "mn-mong", "zh-hans"]

    before = Approval.objects.count(), AuditEntry.objects.count(), Document.objects.count()
    assert load(8001, lines.append, only=LOADED).published == 0
    assert (Approval.objects.count(), AuditEntry.objects.count(), Document.objects.count()) == before


@pytest.mark.django_db
def test_an_interrupted_load_goes_on_and_a_returned_draft_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    real, passed = actions.approve, []

    def interrupted(page, user, *args, **kwargs):
        if len(passed) == 15:
            raise KeyboardInterrupt
        passed.append(page.pk)
        real(page, user, *args, **kwargs)

    monkeypatch.setattr(actions, "approve", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load(8001, lambda line: None, only=("ysg",))
    monkeypatch.undo()
    waiting = next(page for page in ArticlePage.objects.all() if actions.current_state(page))
    actions.send_back(waiting, accounts.holder("ysg", "sign"), "请核实数据。")
    load(8001, lambda line: None, only=("ysg",))

    documents = next(site for site in catalogue.sites() if site.key == "ysg").editions[0].documents
    public = Document.objects.filter(site__key="ysg").exclude(kind__in=("home", "column"))
    assert public.count() == len(documents) - 1
    assert not Document.objects.filter(translation_group=waiting.translation_key.hex).exists()


@pytest.mark.django_db
def test_accounts_can_log_in_and_hold_their_roles() -> None:
    load(8001, lambda line: None, only=("none",))
    names = [username for username, _role, _site in accounts.listing()]
    assert "admin" in names and len(names) == len(set(names)) == 24
    assert all(authenticate(username=username, password=accounts.PASSWORD) for username in names)
    assert SiteRole.objects.count() == 20 and ClusterRole.objects.count() == 3
