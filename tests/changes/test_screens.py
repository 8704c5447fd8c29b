"""The screens: what a person sees and can do in the browser, and what people of other sites cannot."""

import pytest
from django.urls import reverse

from cms.accounts.grant import grant
from cms.changes.models import ChangeRequest
from sites.registry.models import Organisation, Site, StandardColumn
from sites.store import redirects, settled
from tests.accounts.offices import Office, office, person, secrecy_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal() -> Office:
    made = office("portal", public=False)
    made.admin = person("portal-admin")
    grant(made.admin, made.site, "site_admin", by="test")
    return made


@pytest.fixture
def township(portal) -> Office:
    made = office("township", path="township", kind="township", public=False)
    made.admin = person("township-admin")
    grant(made.admin, made.site, "site_admin", by="test")
    return made


def url(name, *args):
    return reverse(f"cms_changes:{name}", args=args)


def fields_of(client, address):
    """Return what the form at ``address`` shows, as a browser would post it."""
    form = client.get(address).context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}


def posted(client, address, **fields):
    return client.post(address, fields_of(client, address) | {"reason": "需要"} | fields, follow=True)


def passed(client, place, request):
    request.refresh_from_db()
    for user, form in ((place.first, {}), (place.sign, secrecy_fields())):
        client.force_login(user)
        answer = client.post(url("request", request.pk), {"decision": "pass", "digest": request.digest, **form})
        assert answer.status_code == 302, answer.content.decode()
    request.refresh_from_db()
    assert request.state == "done"


def test_a_sites_settings_from_the_form_to_the_public(client, portal):
    client.force_login(portal.admin)
    assert "现在没有正在办理的申请" in client.get(url("overview")).content.decode()
    answer = posted(
        client, url("change", "site", "portal"), contact_zh_hans="电话：0470-1", editions=["zh-hans", "kk-arab"]
    )
    page = answer.content.decode()
    assert "已送审" in page and "电话：0470-1" in page and "撤回申请" in page
    request = ChangeRequest.objects.get()
    assert "审签中" in client.get(url("overview")).content.decode()
    assert "正在审签" in client.get(url("thing", "site", "portal")).content.decode()
    passed(client, portal, request)
    site = Site.objects.get(key="portal")
    assert site.contact_zh_hans == "电话：0470-1" and site.editions.count() == 2
    client.force_login(portal.admin)
    page = client.get(url("thing", "site", "portal")).content.decode()
    assert "恢复此设置" in page and "改了 2 项" in page
    first = settled.history("site", "portal")[-1]
    page = client.get(url("restore", "site", "portal", first.pk)).content.decode()
    assert "将改变的项目" in page
    client.post(url("restore", "site", "portal", first.pk), {"reason": "改回去"})
    passed(client, portal, ChangeRequest.objects.get(state="waiting"))
    assert not Site.objects.get(key="portal").contact_zh_hans


def test_a_refusal_is_said_in_the_form(client, portal):
    client.force_login(portal.admin)
    page = posted(client, url("change", "site", "portal"), code="12").content.decode()
    assert "10 位数字" in page and not ChangeRequest.objects.exists()
    page = posted(client, url("change", "site", "portal"), name_zh_hans="").content.decode()
    assert "有几处需要改正" in page
    page = posted(client, url("change", "site", "portal"), reason="无").content.decode()
    assert "没有可送审的变更" in page


def test_the_secrecy_form_must_be_filled_in(client, portal):
    client.force_login(portal.admin)
    posted(client, url("change", "site", "portal"), contact_zh_hans="电话：1")
    request = ChangeRequest.objects.get()
    client.force_login(portal.first)
    client.post(url("request", request.pk), {"decision": "pass"})
    client.force_login(portal.sign)
    page = client.get(url("request", request.pk)).content.decode()
    assert "保密审查表" in page
    for answers in ({}, secrecy_fields("yes")):
        page = client.post(url("request", request.pk), {"decision": "pass", **answers}).content.decode()
        assert "请选择" in page or "认定涉及" in page
    client.post(url("request", request.pk), {"decision": "return", "note": "号码不对"})
    request.refresh_from_db()
    assert request.state == "returned"
    client.force_login(portal.admin)
    page = client.get(url("request", request.pk)).content.decode()
    assert "号码不对" in page and "修改后重新申请" in page
    address = url("change", "site", "portal")
    assert fields_of(client, address)["contact_zh_hans"] == "电话：1"
    posted(client, address, contact_zh_hans="电话：2")
    passed(client, portal, request)
    assert Site.objects.get(key="portal").contact_zh_hans == "电话：2"


def test_redirects_are_added_changed_and_removed(client, portal):
    client.force_login(portal.admin)
    assert "还没有重定向" in client.get(url("redirects", "portal")).content.decode()
    page = posted(client, url("add_redirect", "portal"), path="https://www.example.gov.cn/old/news.html", what="moved")
    assert "请写明转到哪里" in page.content.decode()
    posted(client, url("add_redirect", "portal"), path="https://www.example.gov.cn/old/news.html", what="moved",
           target="/tzgg/")  # fmt: skip
    page = client.get(url("redirects", "portal")).content.decode()
    assert "/old/news.html" in page and "新增 · 审签中" in page
    passed(client, portal, ChangeRequest.objects.get())
    [held] = redirects.of_site(portal.site)
    assert (held.path, held.target) == ("old/news.html", "/tzgg/")
    client.force_login(portal.admin)
    assert (
        "已有重定向"
        in posted(client, url("add_redirect", "portal"), path="/old/news.html", what="gone").content.decode()
    )
    posted(client, url("change", "redirect", held.key), what="gone", target="/x/")
    passed(client, portal, ChangeRequest.objects.get(state="waiting"))
    assert redirects.of_site(portal.site)[0].is_gone
    client.force_login(portal.admin)
    client.post(url("remove", "redirect", held.key), {"reason": "不用了"})
    passed(client, portal, ChangeRequest.objects.get(state="waiting"))
    assert redirects.of_site(portal.site) == []
    client.force_login(portal.admin)
    page = client.get(url("thing", "redirect", held.key)).content.decode()
    assert "现在没有公开的内容" in page and "删除" in page


def test_shared_vocabulary_is_the_portals(client, portal, township):
    client.force_login(portal.admin)
    assert "portal办公室" in client.get(url("vocabulary", "organisation")).content.decode()
    posted(client, url("add", "organisation"), code="xjj", name_zh_hans="新建局")
    assert "新增 · 审签中" in client.get(url("vocabulary", "organisation")).content.decode()
    passed(client, portal, ChangeRequest.objects.get())
    assert Organisation.objects.get(code="xjj").name_zh_hans == "新建局"
    client.force_login(portal.admin)
    column = {"code": "gsgg", "name_zh_hans": "公示公告", "description_zh_hans": "公示和公告", "lists": "notices"}
    posted(client, url("add", "standard_column"), **column, column_type="公示公告", position="9")
    passed(client, portal, ChangeRequest.objects.get(state="waiting"))
    assert StandardColumn.objects.get().name_zh_hans == "公示公告"
    client.force_login(portal.admin)
    assert "已经有了" in posted(client, url("add", "organisation"), code="xjj", name_zh_hans="又一个").content.decode()
    client.force_login(township.admin)
    for name, args in (("vocabulary", ["organisation"]), ("add", ["organisation"]), ("thing", ["organisation", "xjj"]),
                       ("change", ["organisation", "xjj"]), ("remove", ["organisation", "xjj"])):  # fmt: skip
        assert client.get(url(name, *args)).status_code == 404


def test_another_sites_people_find_nothing(client, portal, township):
    client.force_login(township.admin)
    posted(client, url("change", "site", "township"), contact_zh_hans="电话：1")
    request, state = ChangeRequest.objects.get(), settled.newest("site", "township")
    addresses = [
        url("thing", "site", "township"),
        url("change", "site", "township"),
        url("restore", "site", "township", state.pk),
        url("redirects", "township"),
        url("add_redirect", "township"),
        url("request", request.pk),
    ]
    for user in (portal.admin, portal.editor, portal.first, person("stranger")):
        client.force_login(user)
        for address in addresses:
            assert client.get(address).status_code in (302, 403, 404), (user, address)
            assert client.post(address, {"decision": "pass", "reason": "x"}).status_code in (302, 403, 404, 405)
        assert "township" not in client.get(url("overview"), follow=True).content.decode()
    request.refresh_from_db()
    assert request.state == "waiting" and ChangeRequest.objects.count() == 1


def test_own_colleagues_look_and_do_not_ask(client, portal):
    client.force_login(portal.editor)
    page = client.get(url("thing", "site", "portal")).content.decode()
    assert "您可以查看，不能申请变更" in page and "申请变更</a>" not in page
    assert client.get(url("change", "site", "portal")).status_code == 404
    assert client.get(url("remove", "site", "portal")).status_code == 404
    assert client.get(url("thing", "poem", "portal")).status_code == 404


def test_an_altered_row_is_shown(client, portal):
    Site.objects.update(name_zh_hans="假名")
    client.force_login(portal.admin)
    page = client.get(url("thing", "site", "portal")).content.decode()
    assert "绕过审签" in page and "假名" in page


def test_the_registry_leads_to_what_is_settled(client, portal):
    client.force_login(person("root", is_superuser=True))
    page = client.get("/admin/snippets/registry/site/").content.decode()
    assert url("thing", "site", "portal") in page and "公开内容与变更" in page
