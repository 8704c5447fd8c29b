"""Wagtail ships a welcome page and a site for it; here every page belongs to a registered site."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the stock welcome page, unless somebody has made it their own."""
    page = apps.get_model("wagtailcore", "Page")
    welcome = page.objects.filter(
        depth=2, slug="home", content_type__app_label="wagtailcore", content_type__model="page", numchild=0
    )
    if not welcome.exists():
        return
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__in=welcome).delete()
    welcome.delete()
    root = page.objects.get(depth=1)
    root.numchild = page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    """Removes the stock welcome page."""

    dependencies = [("pages", "0001_initial"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
