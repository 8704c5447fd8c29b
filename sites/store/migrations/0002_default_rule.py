"""The rule that ships: two stages, two persons, for everything."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def add_rule(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Ask for the first review and the signature of every kind of content at every site."""
    apps.get_model("store", "ApprovalRule").objects.get_or_create(
        site=None,
        kind="",
        defaults={
            "stages": ["first", "sign"],
            "source": "《中华人民共和国政府信息公开条例》第十七条；《互联网政务应用安全管理规定》信息发布审核",
            "certainty": "条文已核，环节数为推断",
        },
    )


class Migration(migrations.Migration):
    """Adds the default approval rule."""

    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(add_rule, migrations.RunPython.noop)]
