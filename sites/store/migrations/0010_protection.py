"""The append-only tables are protected by the database. There is no way back: that would take the tables away."""

from typing import Any

from django.db import migrations

from sites.store import protection


def protect(apps: Any, schema_editor: Any) -> None:
    """Make the triggers."""
    protection.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("store", "0004_secrecy_questions")]

    operations = [migrations.RunPython(protect)]
