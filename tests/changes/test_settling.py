"""What is public without being a document changes by settling alone, and only to what makes sense."""

import io

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from sites.registry.models import Edition, Organisation, Site, StandardColumn
from sites.store import clock, redirects, settled
from sites.store.admit import Refused
from sites.store.approvals import NotApproved
from sites.store.models import AuditEntry, OutboxEntry, SettledState
from sites.store.settling import checking, facts
from sites.store.settling import port as port_settling
from tests.store.factories import make_column, make_content, make_site, publish

from .parts import approve, changed, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    made = make_site(languages=("zh-hans", "kk-arab"))
    checking.baseline(made)
    return made


def test_a_change_without_its_approvals_changes_nothing(site):
    change = changed("site", "portal", "portal", contact_zh_hans="电话：12345")
    with pytest.raises(NotApproved):
        settled.settle(change, person="signer", authors=["asker"])
    approve(changed("site", "portal", "portal", contact_zh_hans="另一个"))
    with pytest.raises(NotApproved):
        settled.settle(change, person="signer", authors=["asker"])
    site.refresh_from_db()
    assert not site.contact_zh_hans and not OutboxEntry.objects.exists()


def test_an_approved_change_is_written_announced_and_kept(site):
    change = changed("site", "portal", "portal", name_kk_arab="پورتال", contact_zh_hans="电话：12345")
    state = settle(change)
    site = Site.objects.get()
    assert (site.name_kk_arab, site.contact_zh_hans, site.name_zh_hans) == ("پورتال", "电话：12345", "网站portal")
    assert "site:portal" in OutboxEntry.objects.get().keys
    assert settled.current("site", "portal") == change.payload and len(state.approvals) == 2
    assert len(settled.history("site", "portal")) == 2
    assert AuditEntry.objects.filter(act="settle site", subject="site:portal", site="portal").exists()
    with pytest.raises(NotApproved):
        settled.settle(
            changed("site", "portal", "portal", contact_zh_hans="电话：12345"), person="signer", authors=["asker"]
        )


def test_an_old_approval_does_not_bring_an_old_state_back(site):
    first = changed("site", "portal", "portal", contact_zh_hans="一")
    settle(first)
    settle(changed("site", "portal", "portal", contact_zh_hans="二"))
    with pytest.raises(NotApproved):
        settled.settle(first, person="signer", authors=["asker"])


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"name_zh_hans": ""}, "网站名称"),
        ({"name_zh_hans": "长" * 121}, "网站名称"),
        ({"code": "123"}, "10 位"),
        ({"host": "No Host"}, "域名"),
        ({"scheme": "ftp"}, "协议"),
        ({"organisation": "nobody"}, "机构"),
        ({"kind": "township"}, "类别"),
        ({"editions": []}, "至少"),
        ({"editions": ["zh-hans", "xx"]}, "语种"),
        ({"editions": ["kk-arab", "zh-hans"]}, "之后"),
        ({"path": "search"}, "另有用途"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(site, fields, part):
    change = changed("site", "portal", "portal", **fields)
    approve(change)
    with pytest.raises(Refused, match=part):
        settled.settle(change, person="signer", authors=["asker"])
    assert SettledState.objects.filter(kind="site").count() == 1


def test_an_edition_is_added_and_one_with_public_pages_stays(site):
    settle(changed("site", "portal", "portal", editions=["zh-hans", "kk-arab", "mn-mong"]))
    assert list(Edition.objects.order_by("id").values_list("language", flat=True)) == ["zh-hans", "kk-arab", "mn-mong"]
    make_column(site, language="kk-arab")
    with pytest.raises(Refused, match="哈萨克文"):
        settle(changed("site", "portal", "portal", editions=["zh-hans", "mn-mong"]))
    settle(changed("site", "portal", "portal", editions=["zh-hans", "kk-arab"]))
    assert not Edition.objects.filter(language="mn-mong").exists()


def test_a_site_does_not_move_onto_another_ones_column(site):
    make_column(site, slug="xw")
    office = make_site("jyj", "jyj", kind="department")
    checking.baseline(office)
    with pytest.raises(Refused, match="栏目"):
        settle(changed("site", "jyj", "jyj", path="xw"))
    with pytest.raises(Refused):
        settle(changed("site", "jyj", "jyj", path=""))
    settle(changed("site", "jyj", "jyj", path="", host="jyj.example.localhost"))
    touched = {entry.site.key: entry.keys for entry in OutboxEntry.objects.filter(cause="settle")}
    assert touched["portal"] == ["site:portal"] and "site:jyj" in touched["jyj"]


def test_shared_vocabulary(site):
    settle(changed("organisation", "portal-office", "portal", name_zh_hans="人民政府办公室"))
    assert Organisation.objects.get().name_zh_hans == "人民政府办公室"
    assert OutboxEntry.objects.get().keys == ["site:portal"]
    with pytest.raises(Refused, match="主办"):
        settle(settled.Change("organisation", "portal-office", "portal", {}))
    empty = dict.fromkeys(("mn_mong", "kk_arab"), "")
    column = {f"name_{code}": text for code, text in {**empty, "zh_hans": "通知公告"}.items()}
    column |= {f"description_{code}": text for code, text in {**empty, "zh_hans": "通知和公告"}.items()}
    column |= {"lists": "notices", "column_type": "通知公告", "position": 3}
    settle(settled.Change("standard_column", "tzgg", "portal", column))
    assert StandardColumn.objects.get(code="tzgg").description_zh_hans == "通知和公告"
    with pytest.raises(Refused, match="内容类别"):
        settle(settled.Change("standard_column", "tzgg", "portal", column | {"lists": "poems"}))
    settle(settled.Change("standard_column", "tzgg", "portal", {}))
    assert not StandardColumn.objects.exists()


def redirect(path, target, note="", site="portal"):
    payload = {"site": site, "path": path, "target": target, "note": note}
    return settled.Change("redirect", redirects.key_of(site, path), site, payload)


def test_a_redirect_is_its_settled_state(site):
    settle(redirect("old/news.html", "/xw/"))
    settle(redirect("old/", ""))
    assert [(held.path, held.target) for held in redirects.of_site(site)] == [("old/", ""), ("old/news.html", "/xw/")]
    settle(redirect("old/news.html", "https://www.example.gov.cn/"))
    assert redirects.of_site(site)[1].target == "https://www.example.gov.cn/"
    removal = settled.Change("redirect", redirects.key_of("portal", "old/"), "portal", {})
    settle(removal)
    assert [held.path for held in redirects.of_site(site)] == ["old/news.html"]
    with pytest.raises(Refused, match="没有这条"):
        settle(removal)


BAD_PATHS = (
    *("", "/old", "../x", "a//b", ".git", "a b", "search/x", "index.html", "404.html", "assets/x.css"),
    *("kk-arab/feed.xml", "old.html/x.html", "kk-arab/", "x" * 201),
)
BAD_TARGETS = (
    *("javascript:alert(1)", "//evil.example", "xw/", "/a b", "ftp://x/", "/old/news.html", "https://"),
    '/"><script>',
)


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_bad_old_address_is_refused(site, path):
    with pytest.raises(Refused):
        settle(redirect(path, "/xw/"))


@pytest.mark.parametrize("target", BAD_TARGETS)
def test_a_bad_target_is_refused(site, target):
    with pytest.raises(Refused):
        settle(redirect("old/news.html", target))


def test_no_redirect_stands_before_what_is_public_or_another_site(site):
    column = make_column(site)
    document = publish(make_content(site, column=column.key))
    make_site("jyj", "jyj", kind="department")
    for path in (document.path, "xw/", "xw", "xw/index.html", "xw/list_1.html", "xw/20991231/7.html", "jyj/old.html"):
        with pytest.raises(Refused):
            settle(redirect(path, "/"))
    with pytest.raises(Refused, match="不符"):
        settle(settled.Change("redirect", redirects.key_of("jyj", "a.html"), "portal", redirect("a.html", "/").payload))


def test_a_settled_row_refuses_to_be_written_around_the_wall(site):
    site.name_zh_hans = "改名"
    for act in (site.save, site.delete, site.organisation.save, site.editions.first().delete):
        with pytest.raises(Refused), transaction.atomic():
            act()
    with pytest.raises(Refused), transaction.atomic():
        Site.objects.all().delete()
    with pytest.raises(Refused):
        Edition.objects.create(site=site, language="mn-mong")
    site.key = "freed"
    with pytest.raises(Refused):
        site.save()
    assert make_site("new", "new").pk, "what was never settled is free"


def test_differences_are_listed_and_restored(site):
    assert list(checking.differences()) == [] and checking.never_settled() == []
    Site.objects.update(name_zh_hans="被改的名字", port=9999)
    Organisation.objects.update(name_zh_hans="被改的机构")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registry_edition WHERE language = 'kk-arab'")
    said = " ".join(str(difference) for difference in checking.differences())
    for part in ("网站名称（中文）：已定“网站portal”，现为“被改的名字”", "端口", "语种版本", "机构名称（中文）"):
        assert part in said
    with pytest.raises(SystemExit):
        call_command("settle_check", stdout=io.StringIO())
    out = io.StringIO()
    call_command("settle_check", restore=True, stdout=out)
    assert "已恢复：4 处" in out.getvalue() and list(checking.differences()) == []
    assert Site.objects.get().name_zh_hans == "网站portal"
    assert AuditEntry.objects.filter(act="restore settled").count() == 2


def test_the_port_is_the_installations_own(site):
    assert port_settling.set_port(site, 8080) and not port_settling.set_port(site, 8080)
    assert list(checking.differences()) == [] and settled.current("site", "portal")["port"] == 8080
    assert AuditEntry.objects.filter(act="set port").count() == 1
    secure = make_site("far", host="far.example.localhost", scheme="https", port=None)
    assert not port_settling.set_port(secure, 8080)


def test_others_show_what_was_settled_of_an_altered_site(site):
    Site.objects.update(name_zh_hans="假门户", host="evil.example", kind="department")
    [portal] = facts.portals()
    assert (portal.name_zh_hans, portal.host, portal.kind) == ("网站portal", "www.example.localhost", "portal")


def test_a_state_that_nobody_answered_for_counts_for_nothing(site):
    def forge(kind, key, payload, approvals=()):
        digest = settled.Change(kind, key, "portal", payload).digest()
        SettledState(
            kind=kind, key=key, payload=payload, digest=digest, approvals=list(approvals), person="x", at=clock.now()
        ).save()

    state = settle(changed("site", "portal", "portal", contact_zh_hans="电话：1"))
    payload = settled.current("site", "portal")
    for given in ((), state.approvals):
        forge("site", "portal", {**payload, "name_zh_hans": "假"}, given)
    Site.objects.update(name_zh_hans="假")
    with pytest.raises(checking.Unsettled, match="网站名称"):
        checking.demand(Site.objects.select_related("organisation").get())
    assert facts.portals()[0].name_zh_hans == "网站portal"
    checking.restore(person="admin")
    assert Site.objects.get().contact_zh_hans == "电话：1" and Site.objects.get().name_zh_hans == "网站portal"
    old = redirect("old.html", "/xw/")
    forge("redirect", old.key, old.payload)
    assert redirects.of_site(site) == []
