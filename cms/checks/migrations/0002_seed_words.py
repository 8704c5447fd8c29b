"""The word list begins with a few that every office needs."""

from typing import Any

from django.db import migrations

from cms.checks.tables.seed_words import SEEDS


def add(apps: Any, schema_editor: Any) -> None:
    word = apps.get_model("checks", "Word")
    word.objects.bulk_create(
        word(wrong=wrong, right=right, is_serious=is_serious, note=note, source=source, certainty=certainty)
        for wrong, right, is_serious, note, source, certainty in SEEDS
    )


class Migration(migrations.Migration):
    dependencies = [("checks", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
