"""Going back through the screens, by three people; the public files follow from the store."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from cms.inbox.models import WaitingItem
from cms.pages.keys import key_of
from cms.pages.models import ArticlePage
from cms.pages.status import State, exact_status
from cms.releases.following import follow_next
from cms.releases.models import RollbackRequest
from sites.git.repository import Repository
from sites.git.trees import files_of
from sites.release import verifying
from sites.release.places import repository_path
from sites.store import audit
from sites.store.models import Approval, AuditEntry, Document
from tests.accounts.offices import secrecy_fields
from tests.wall import oracle

from .conftest import rewrite, work


def files(place, name):
    repository = Repository(repository_path(place.office.site))
    return dict(files_of(repository.git[name].tree))


def asked(place, reason="新版有差错"):
    address = reverse("cms_releases:back", args=[place.office.site.key, place.names[-1]])
    place.clients["admin"].post(address, {"reason": reason})
    return RollbackRequest.objects.get(state="waiting")


def passed(place, who, request, **more):
    form = {"decision": "pass", "digest": request.plan, "note": "同意"} | more
    return place.clients[who].post(reverse("cms_releases:request", args=[request.pk]), form, follow=True)


def test_three_people_bring_the_site_back(place):
    first_release = files(place, place.names[-1])
    shown = place.clients["admin"].get(reverse("cms_releases:back", args=["portal", place.names[-1]])).content.decode()
    assert "改过的题目" in shown and "重新公开" in shown and "数据有误" in shown and "一直不变" not in shown
    request = asked(place)
    assert (request.restored, request.taken_back) == (2, 1)
    item = WaitingItem.objects.get(source="rollback")
    assert (item.stage, item.action) == ("first", "rollback")
    assert "已通过" in passed(place, "first", request).content.decode()
    assert Document.objects.get(title="改过的题目").is_public
    assert "请选择" in passed(place, "sign", request).content.decode()
    done = passed(place, "sign", request, **secrecy_fields())
    assert "正在回退" in done.content.decode()
    request.refresh_from_db()
    assert request.state == "done" and not WaitingItem.objects.filter(source="rollback").exists()
    work()
    after = files(place, place.names[0])
    pages = [path for path in first_release if "/20" in path]
    assert len(pages) == 3 and {path: after.get(path) for path in pages} == {
        path: first_release[path] for path in pages
    }
    repository = Repository(repository_path(place.office.site))
    left = repository.git[after[Document.objects.get(title="后来公开").path]].read_raw().decode()
    assert "后来公开" not in left and "撤下" in left, "its address says that it is gone"
    assert list(verifying.differences(place.office.site)) == []
    assert "rollback" in Repository(repository_path(place.office.site)).head().message
    assert audit.verify()
    assert [found for document in Document.objects.all() for found in oracle.objections(document.key)] == []
    progress = place.clients["admin"].get(reverse("cms_releases:request", args=[request.pk])).content.decode()
    assert "已全部更新（3 篇）" in progress


def test_the_pages_of_the_editing_side_follow(place):
    request = asked(place)
    passed(place, "first", request)
    passed(place, "sign", request, **secrecy_fields())
    changed, gone, new = (ArticlePage.objects.get(pk=place.pages[name].pk) for name in ("changed", "gone", "new"))
    assert changed.live and gone.live and not new.live
    assert follow_next() == 2 and follow_next() == 0
    changed = ArticlePage.objects.get(pk=changed.pk)
    assert changed.title == "原来的题目" and not changed.has_unpublished_changes
    assert exact_status(changed).state == State.PUBLIC
    assert exact_status(ArticlePage.objects.get(pk=gone.pk)).state == State.PUBLIC
    record = place.clients["admin"].get(reverse("cms_ledger:document", args=[key_of(changed)])).content.decode()
    assert "随回退版本" in record


def test_an_editors_newer_draft_is_not_buried(place):
    draft = ArticlePage.objects.get(pk=place.pages["changed"].pk).get_latest_revision_as_object()
    draft.title = "还在写的题目"
    draft.save_revision(user=place.office.editor)
    request = asked(place)
    passed(place, "first", request)
    passed(place, "sign", request, **secrecy_fields())
    follow_next()
    page = ArticlePage.objects.get(pk=place.pages["changed"].pk)
    assert page.get_latest_revision_as_object().title == "还在写的题目"
    assert exact_status(page).state == State.CHANGED


def test_who_may_not_does_not(place):
    address = reverse("cms_releases:back", args=["portal", place.names[-1]])
    for who in ("first", "editor"):
        assert place.clients[who].post(address, {"reason": "想回退"}).status_code == 404
    assert not RollbackRequest.objects.exists()
    request = asked(place)
    page = passed(place, "admin", request).content.decode()
    assert "没有“初审”的角色" in page
    assert place.clients["editor"].get(reverse("cms_releases:request", args=[request.pk])).status_code == 404
    passed(place, "first", request)
    assert "没有" in passed(place, "first", request).content.decode()
    assert Approval.objects.filter(action="rollback").count() == 1


def test_what_changed_meanwhile_is_said_and_nothing_goes_back(place):
    request = asked(place)
    rewrite(place.office, place.pages["changed"], "又改了一次")
    page = passed(place, "first", request).content.decode()
    assert "又有变化" in page and not Approval.objects.filter(action="rollback").exists()
    place.clients["first"].post(
        reverse("cms_releases:request", args=[request.pk]), {"decision": "return", "note": "请重新提出"}
    )
    request.refresh_from_db()
    assert request.state == "returned" and AuditEntry.objects.filter(act="return rollback").exists()


def test_a_request_needs_a_reason_and_waits_alone(place):
    address = reverse("cms_releases:back", args=["portal", place.names[-1]])
    assert "请写明" in place.clients["admin"].post(address, {"reason": " "}).content.decode()
    request = asked(place)
    place.clients["admin"].post(address, {"reason": "再来一次"})
    assert RollbackRequest.objects.count() == 1
    place.clients["admin"].post(reverse("cms_releases:request", args=[request.pk]), {"decision": "cancel"})
    request.refresh_from_db()
    assert request.state == "cancelled" and not WaitingItem.objects.filter(source="rollback").exists()
    newest = place.clients["admin"].get(reverse("cms_releases:back", args=["portal", place.names[0]]))
    assert "没有要回退的内容" in newest.content.decode()


def test_the_command_opens_the_same_request(place):
    output = StringIO()
    call = ("releases", "rollback", "portal", place.names[-1][:10], "--as", "portal-site-admin")
    call_command(*call, "--reason", "演练", stdout=output)
    request = RollbackRequest.objects.get()
    said = output.getvalue()
    assert "恢复 2 篇，撤下 1 篇" in said and "portal-first" in said and "portal-sign" in said
    assert f"/requests/{request.pk}/" in said and request.is_waiting
    for user, why in (("portal-editor", "站点管理员"), ("nobody", "没有这个账号")):
        with pytest.raises(CommandError, match=why):
            call_command("releases", "rollback", "portal", place.names[-1], "--as", user, "--reason", "演练")
