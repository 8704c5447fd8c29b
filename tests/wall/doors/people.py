"""Ways to gain rights: users, groups, one's own account."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission

from tests.wall.scene import Scene, article, door
from tests.wall.town import UNSEEN

EDIT = "wagtailadmin_pages:edit"


def _publishes(s: Scene, user: object) -> None:
    s.client.force_login(user)
    s.post(EDIT, s.here.public.pk, data=article(), **{"action-publish": "1"})
    s.post("wagtailadmin_api:pages:action", s.here.public.pk, "publish")


@door("wagtailusers_users:add")
def add_a_superuser_who_publishes(s: Scene) -> bool:
    s.fill(
        "wagtailusers_users:add",
        username="intruder",
        email="a@b.cn",
        first_name="新",
        last_name="人",
        password1="correct-horse-9",
        password2="correct-horse-9",
        is_superuser="on",
    )
    closed = s.answer.status_code == 404  # people are kept on the screens of our own
    made = get_user_model().objects.create_superuser("intruder", "a@b.cn", "correct-horse-9")
    _publishes(s, made)
    return closed and s.explained


@door("wagtailusers_users:edit")
def become_a_superuser(s: Scene) -> bool:
    editor = s.here.people["editor"]
    s.fill("wagtailusers_users:edit", editor.pk, is_superuser="on", email="a@b.cn", first_name="编")
    closed = s.answer.status_code == 404
    get_user_model().objects.filter(pk=editor.pk).update(is_superuser=True)
    _publishes(s, get_user_model().objects.get(pk=editor.pk))
    return closed and s.explained


@door("wagtailusers_users:delete")
def delete_whoever_wrote_it(s: Scene) -> bool:
    s.post("wagtailusers_users:delete", s.here.people["editor"].pk)
    return s.answer.status_code == 404


@door("wagtailusers_users:copy")
def copy_a_reviewer(s: Scene) -> bool:
    return s.fill("wagtailusers_users:copy", s.here.people["sign"].pk, username="second-signer") is not None


@door("wagtailusers_groups:add", "wagtailusers_groups:edit", "wagtailusers_groups:delete")
def let_editors_publish(s: Scene) -> bool:
    s.fill("wagtailusers_groups:add", name=UNSEEN)
    s.fill("wagtailusers_groups:edit", s.here.group.pk, name=f"{UNSEEN}二")
    closed = s.answer.status_code == 404
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    for codename in ("publish_page", "bulk_delete_page", "lock_page", "unlock_page"):
        right = Permission.objects.get(content_type=publish.content_type, codename=codename)
        GroupPagePermission.objects.create(group=s.here.group, page=s.here.office.site.page, permission=right)
    _publishes(s, get_user_model().objects.get(pk=s.here.people["editor"].pk))
    s.client.force_login(s.user)
    s.post("wagtailusers_groups:delete", s.here.group.pk)
    return s.explained and closed


@door("wagtailadmin_account", "admin/account/")
def change_ones_own_account(s: Scene) -> bool:
    s.fill("wagtailadmin_account", name_email__first_name=UNSEEN, is_superuser="on")
    s.user.refresh_from_db()
    return s.answer.status_code in (200, 302)


@door("wagtailadmin_dismissibles")
def dismiss_a_hint(s: Scene) -> bool:
    answer = s.client.patch("/admin/dismissibles/", {"x": True}, content_type="application/json")
    return answer.status_code == 200


@door("wagtailadmin_login", "wagtailadmin_logout")
def log_out_and_in(s: Scene) -> bool:
    s.post("wagtailadmin_logout")
    return s.post("wagtailadmin_login", username="portal-editor", password="wrong").status_code == 200


@door(
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
)
def reset_a_password(s: Scene) -> bool:
    s.post("wagtailadmin_password_reset", email="a@b.cn")
    return s.answer.status_code == 404
