"""Gives the tree's root a Chinese name: administrators and the page chooser show it."""

from typing import Any

from django.db import migrations

NAME = "全部站点"


def name_the_root(apps: Any, schema_editor: Any) -> None:
    """Rename the root that Wagtail made, unless somebody has named it."""
    page = apps.get_model("wagtailcore", "Page")
    page.objects.filter(depth=1, title="Root").update(title=NAME, draft_title=NAME)


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_remove_welcome_page")]

    operations = [migrations.RunPython(name_the_root, migrations.RunPython.noop)]
