"""The holidays of 2026 and the deadlines that ship; both are tables that an administrator keeps."""

from datetime import date, timedelta
from typing import Any

from django.db import migrations

NOTICE = "国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）"
UNVERIFIED = "未核对原文，请管理员核对"
OFF = [
    ("元旦", date(2026, 1, 1), date(2026, 1, 3)),
    ("春节", date(2026, 2, 15), date(2026, 2, 23)),
    ("清明节", date(2026, 4, 4), date(2026, 4, 6)),
    ("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
    ("端午节", date(2026, 6, 19), date(2026, 6, 21)),
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
]
WORKED = [
    ("元旦调休", date(2026, 1, 4)),
    ("春节调休", date(2026, 2, 14)),
    ("春节调休", date(2026, 2, 28)),
    ("劳动节调休", date(2026, 5, 9)),
    ("国庆节调休", date(2026, 9, 20)),
    ("国庆节调休", date(2026, 10, 10)),
]

OWN = "本系统默认值：没有查到对审签环节时限的统一规定，各单位按内部制度修改"
ASSUMED = "推断"
DEADLINES = [
    # stage, amount, unit, remind before, role that oversees
    ("", 2, "days", 1, "sign"),
    ("sign", 2, "days", 1, "site_admin"),
    ("confirm", 1, "hours", 0, "sign"),
    ("afterwards", 1, "days", 0, "site_admin"),
]


def fill(apps: Any, schema_editor: Any) -> None:
    holiday = apps.get_model("inbox", "Holiday")
    rows = [
        (first + timedelta(days=n), name, False) for name, first, last in OFF for n in range((last - first).days + 1)
    ]
    rows += [(day, name, True) for name, day in WORKED]
    holiday.objects.bulk_create(
        holiday(date=day, name=name, is_working_day=worked, source=NOTICE, certainty=UNVERIFIED)
        for day, name, worked in rows
    )
    rule = apps.get_model("inbox", "DeadlineRule")
    for stage, amount, unit, before, role in DEADLINES:
        rule.objects.create(
            stage=stage, amount=amount, unit=unit, remind_before=before, escalate_to=role, source=OWN, certainty=ASSUMED
        )


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
