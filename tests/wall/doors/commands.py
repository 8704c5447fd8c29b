"""Management commands that write: each is really run with data that would publish in stock Wagtail."""

import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core import serializers
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.pages.models import ArticlePage
from tests.wall.scene import Scene, shell
from tests.wall.town import UNSEEN


def _run(name: str, *arguments: object, **options: object) -> str:
    output = StringIO()
    call_command(name, *arguments, stdout=output, stderr=output, **options)
    return output.getvalue()


@shell("command:publish_scheduled", "command:publish_scheduled_pages")
def publish_what_was_scheduled(s: Scene) -> bool:
    Revision.objects.filter(pk=s.here.revision.pk).update(approved_go_live_at=timezone.now())
    Revision.objects.filter(pk=s.here.half.latest_revision_id).update(approved_go_live_at=timezone.now())
    Page.objects.filter(pk=s.here.neighbour.pk).update(expire_at=timezone.now(), live=True)
    try:
        _run("publish_scheduled")
    except Exception as refusal:
        return "审签" in str(refusal)
    _run("publish_scheduled_pages")
    return not Revision.objects.filter(pk=s.here.revision.pk).exclude(approved_go_live_at=None).exists()


@shell("command:move_pages")
def move_pages(s: Scene) -> bool:
    _run("move_pages", s.here.column.pk, s.here.other_column.pk)
    return s.fresh(s.here.public).is_child_of(s.fresh(s.here.other_column))


@shell("command:fixtree", "command:set_url_paths")
def mend_a_broken_tree(s: Scene) -> bool:
    Page.objects.filter(pk=s.here.column.pk).update(numchild=0)
    _run("fixtree", interactive=False, full=True)
    _run("set_url_paths")
    return s.fresh(s.here.column).numchild > 0


@shell("command:loaddata", "command:dumpdata")
def load_rows_from_a_file(s: Scene) -> bool:
    page = s.fresh(s.here.public)
    page.summary = UNSEEN
    rows = json.loads(serializers.serialize("json", [page, Page.objects.get(pk=page.pk)]))
    for row in rows:
        row["fields"] |= {"live": True, "title": UNSEEN} if row["model"] == "wagtailcore.page" else {}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "rows.json"
        file.write_text(json.dumps(rows))
        _run("loaddata", str(file))
    _run("dumpdata", "pages.articlepage")
    return ArticlePage.objects.filter(pk=page.pk, title=UNSEEN, summary=UNSEEN).exists()


@shell("command:create_log_entries_from_revisions", "command:purge_revisions")
def purge_revisions(s: Scene) -> bool:
    _run("create_log_entries_from_revisions")
    _run("purge_revisions")
    return not s.here.public.revisions.filter(pk=s.here.public.revisions.order_by("id").first().pk - 1).exists()


@shell(
    "command:rebuild_references_index",
    "command:show_references_index",
    "command:update_index",
    "command:wagtail_update_index",
    "command:wagtail_update_image_renditions",
)
def make_wagtails_indexes_again(s: Scene) -> bool:
    for name in ("rebuild_references_index", "show_references_index", "wagtail_update_index", "update_index"):
        _run(name)
    _run("wagtail_update_image_renditions", purge_only=True)
    return True


@shell("command:remove_stale_contenttypes", "command:clearsessions", "command:deduplicate_tags")
def clean_up(s: Scene) -> bool:
    _run("remove_stale_contenttypes", interactive=False)
    _run("clearsessions")
    _run("deduplicate_tags")
    _run("remove_orphaned_tags")
    return True


@shell("command:createsuperuser", "command:changepassword", "command:remove_orphaned_tags")
def make_a_superuser(s: Scene) -> bool:
    _run("createsuperuser", interactive=False, username="second-root", email="a@b.cn")
    return True


@shell("command:sync_translation_fields", "command:update_translation_fields")
def fill_in_translated_names(s: Scene) -> bool:
    _run("update_translation_fields")
    return True


@shell(
    *("command:work", "command:admit_imports", "command:build_sites", "command:verify_build", "command:rebuild_index"),
    *("command:check_builds", "command:confirm_clock"),
)
def let_the_workers_run(s: Scene) -> bool:
    from tests.wall.judge import copied

    with copied():
        _run("admit_imports")
        _run("work", once=True)
        _run("rebuild_index")
        _run("build_sites")
        _run("verify_build")
        _run("check_builds")
        _run("confirm_clock", person="root")
    return True


@shell("command:remove_unused_files", "command:verify_ledger", "command:housekeeping", "command:disk_use")
def remove_files_that_no_row_names(s: Scene) -> bool:
    from tests.wall.judge import copied

    with copied():
        _run("remove_unused_files")
        _run("disk_use")
        _run("housekeeping")
        _run("verify_ledger")
    return True


@shell("command:mirrors")
def push_to_a_node_that_is_not_there(s: Scene) -> bool:
    from tests.wall.judge import copied

    with copied():
        _run("mirrors", "add", "wall", "ssh://nobody@127.0.0.1:1/x")
        try:
            _run("mirrors", "push")
        except Exception as refusal:
            return "没有更新" in str(refusal)
        finally:
            _run("mirrors", "remove", "wall")
    return False
