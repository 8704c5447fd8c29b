"""Every address with the objects of a site in the places of its parameters."""

from collections.abc import Callable
from typing import Any

from cms.pages.keys import key_of
from cms.review.models import StageTask
from cms.review.setup import the_workflow
from cms.verifying.models import BuildCheck
from sites.registry.models import StandardColumn
from sites.store import clock
from sites.store.models import Approval, SettledState
from tests.wall.town import Place
from tests.wall.walk import Address

BY_NAME: dict[str, Callable[[Place], Any]] = {
    "page_id": lambda p: p.public.pk,
    "page_to_move_id": lambda p: p.public.pk,
    "parent_page_id": lambda p: p.column.pk,
    "destination_id": lambda p: p.other_column.pk,
    "page_pk": lambda p: p.column.pk,
    "workflow_pk": lambda p: the_workflow().pk,
    "revision_id": lambda p: p.revision.pk,
    "workflow_state_id": lambda p: p.workflow_state.pk,
    "task_state_id": lambda p: p.task_state.pk,
    "task_id": lambda p: p.task_state.task_id,
    "image_id": lambda p: p.picture.pk,
    "document_id": lambda p: p.attachment.pk,
    "doc_id": lambda p: p.attachment.pk,
    "collection_id": lambda p: p.collection.pk,
    "restriction_id": lambda p: 1,
    "session_id": lambda p: 1,
    "object_id": lambda p: p.public.pk,
    "content_type_app_name": lambda p: "pages",
    "content_type_model_name": lambda p: "articlepage",
    "app_label": lambda p: "pages",
    "app_name": lambda p: "media",
    "model_name": lambda p: "articlepage",
    "action": lambda p: "publish",
    "action_name": lambda p: "approve",
    "filter_spec": lambda p: "original",
    "uidb64": lambda p: "MQ",
    "token": lambda p: "x-x",
    "path": lambda p: p.picture.file.name,
    "folder": lambda p: "aa",
    "name": lambda p: "aa.png",
}
"""What stands for a parameter wherever it appears under this name."""

BY_PLACE: dict[tuple[str, str], Callable[[Place], Any]] = {
    ("wagtailadmin_api:pages:", "pk"): lambda p: p.public.pk,
    ("wagtailadmin_api:pages:", "action_name"): lambda p: "publish",
    ("wagtailadmin_api:documents:", "pk"): lambda p: p.attachment.pk,
    ("wagtailadmin_api:images:", "pk"): lambda p: p.picture.pk,
    ("wagtail_bulk_action", "app_label"): lambda p: "wagtailcore",
    ("wagtail_bulk_action", "model_name"): lambda p: "page",
    ("wagtailadmin_collections:", "pk"): lambda p: p.collection.pk,
    ("wagtailadmin_workflows:add_task", "app_label"): lambda p: "review",
    ("wagtailadmin_workflows:add_task", "model_name"): lambda p: "stagetask",
    ("wagtailadmin_workflows:edit_task", "pk"): lambda p: StageTask.objects.get(stage="sign").pk,
    ("wagtailadmin_workflows:disable_task", "pk"): lambda p: StageTask.objects.get(stage="sign").pk,
    ("wagtailadmin_workflows:enable_task", "pk"): lambda p: StageTask.objects.get(stage="sign").pk,
    ("wagtailadmin_workflows:", "pk"): lambda p: the_workflow().pk,
    ("wagtailadmin_tag_model_autocomplete", "model_name"): lambda p: "picture",
    ("wagtailsnippets_registry_site:", "pk"): lambda p: p.office.site.pk,
    ("wagtailsnippetchoosers_registry_site:", "pk"): lambda p: p.office.site.pk,
    ("wagtailsnippets_registry_organisation:", "pk"): lambda p: p.office.site.organisation_id,
    ("wagtailsnippetchoosers_registry_organisation:", "pk"): lambda p: p.office.site.organisation_id,
    ("wagtailsnippets_registry_standardcolumn:", "pk"): lambda p: _standard_column(),
    ("wagtailsnippetchoosers_registry_standardcolumn:", "pk"): lambda p: _standard_column(),
    ("wagtailusers_users:", "pk"): lambda p: p.people["editor"].pk,
    ("wagtailusers_groups:", "pk"): lambda p: p.group.pk,
    ("wagtaildocs_chooser:", "pk"): lambda p: p.attachment.pk,
    ("wagtailimages_chooser:", "pk"): lambda p: p.picture.pk,
    ("wagtailimages:", "uploaded_file_id"): lambda p: p.uploaded_picture.pk,
    ("wagtaildocs:", "uploaded_file_id"): lambda p: p.uploaded_attachment.pk,
    ("wagtailadmin_pages:revisions_compare", "1"): lambda p: p.public.pk,
    ("wagtailadmin_pages:revisions_compare", "2"): lambda p: "earliest",
    ("wagtailadmin_pages:revisions_compare", "3"): lambda p: "latest",
    ("wagtaildocs_serve", "1"): lambda p: p.attachment.pk,
    ("wagtaildocs_serve", "2"): lambda p: p.attachment.filename,
    ("cms_importing:", "pk"): lambda p: 1,
    ("cms_review:", "digest"): lambda p: "0" * 64,
    ("cms_review:", "approval_id"): lambda p: _signed(p).pk,
    ("cms_people:", "user_id"): lambda p: p.people["editor"].pk,
    ("cms_checks:", "word_id"): lambda p: 1,
    ("cms_publication:remove_guard_rule", "pk"): lambda p: 1,
    ("cms_publication:state", "key"): lambda p: key_of(p.public),
    ("cms_inbox:revoke", "pk"): lambda p: p.delegation.pk,
    ("cms_inbox:", "pk"): lambda p: 1,
    ("cms_changes:request", "pk"): lambda p: p.change.pk,
    ("cms_changes:redirects", "site"): lambda p: p.office.site.key,
    ("cms_changes:add_redirect", "site"): lambda p: p.office.site.key,
    ("cms_changes:vocabulary", "kind"): lambda p: "organisation",
    ("cms_changes:add", "kind"): lambda p: "organisation",
    ("cms_changes:", "kind"): lambda p: "site",
    ("cms_changes:", "key"): lambda p: p.office.site.key,
    ("cms_changes:", "state"): lambda p: SettledState.objects.filter(kind="site", key=p.office.site.key)[0].pk,
    ("cms_emergency:", "uid"): lambda p: p.emergency.uid,
    ("cms_emergency:", "site"): lambda p: p.office.site.key,
    ("cms_emergency:", "language"): lambda p: "zh-hans",
    ("cms_theming:", "digest"): lambda p: "0" * 64,
    ("cms_theming:", "key"): lambda p: p.office.site.key,
    ("cms_releases:request", "pk"): lambda p: p.rollback.pk,
    ("cms_releases:", "site"): lambda p: p.office.site.key,
    ("cms_releases:", "commit"): lambda p: p.rollback.release,
    ("cms_releases:", "path"): lambda p: "index.html",
    ("cms_ledger:document", "key"): lambda p: key_of(p.public),
    ("cms_ledger:", "digest"): lambda p: _signed(p).shown or "0" * 64,
    ("cms_verifying:", "pk"): lambda p: _build_check(p).pk,
    ("cms_security:limit", "code"): lambda p: "session_idle_minutes",
    ("cms_security:factor", "role"): lambda p: "editor",
}
"""What stands for a parameter below the names that begin so; the first that fits counts."""


def path(address: Address, place: Place) -> str:
    """Return the path of ``address`` with objects of ``place``; a parameter that no table knows fails."""
    found = []
    for parameter in address.parameters:
        special = (
            give for (start, name), give in BY_PLACE.items() if address.name.startswith(start) and name == parameter
        )
        give = next(special, None) or BY_NAME.get(parameter)
        assert give, f"say in tests/wall/sweep.py what stands for <{parameter}> in {address.name}"
        found.append(give(place))
    return address.path(found)


def area_of(address: Address) -> str:
    """Return the part of the admin that ``address`` belongs to."""
    return address.name.split(":")[0].split("/")[0] if ":" in address.name else "others"


def areas(walked: list[Address]) -> list[str]:
    """Return the parts of the admin."""
    return sorted({area_of(address) for address in walked})


def of_area(walked: list[Address], area: str) -> list[Address]:
    """Return the addresses of one part."""
    return [address for address in walked if area_of(address) == area]


def _build_check(place: Place) -> BuildCheck:
    return BuildCheck.objects.get_or_create(site=place.office.site, defaults={"asked_at": clock.now()})[0]


def _standard_column() -> int:
    return StandardColumn.objects.values_list("pk", flat=True).first() or 1


def _signed(place: Place) -> Approval:
    return Approval.objects.filter(subject=key_of(place.public)).order_by("-id")[0]
