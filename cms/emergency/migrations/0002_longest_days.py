from typing import Any

from django.db import migrations

LIMIT = {
    "code": "longest_days",
    "name": "应急发布最长天数",
    "value": 7,
    "source": "本系统缺省值：法规未规定天数，由本单位应急预案确定",
    "certainty": "自定",
}


def add(apps: Any, schema_editor: Any) -> None:
    apps.get_model("emergency", "EmergencyLimit").objects.get_or_create(code=LIMIT["code"], defaults=LIMIT)


class Migration(migrations.Migration):
    dependencies = [("emergency", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
