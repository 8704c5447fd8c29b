"""The numbers that ship, and the roles of whom an office may ask a second factor; none is asked at first."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

IDENTITY_A = "GB/T 22239-2019《网络安全等级保护基本要求》8.1.4.1 a）：复杂度要求并定期更换"
IDENTITY_B = "GB/T 22239-2019《网络安全等级保护基本要求》8.1.4.1 b）：登录失败处理、连接超时自动退出"
IDENTITY_D = "GB/T 22239-2019《网络安全等级保护基本要求》8.1.4.1 d）：两种或两种以上组合的鉴别技术（第三级）"
CERTAINTY = "条文转引，数值为惯例"
LIMITS = (
    ("password_length", 12, IDENTITY_A),
    ("password_classes", 3, IDENTITY_A),
    ("password_history", 5, IDENTITY_A),
    ("password_days", 90, IDENTITY_A),
    ("account_failures", 5, IDENTITY_B),
    ("address_failures", 30, IDENTITY_B),
    ("lock_minutes", 30, IDENTITY_B),
    ("idle_minutes", 60, IDENTITY_B),
    ("session_hours", 12, IDENTITY_B),
    ("sessions_per_account", 3, IDENTITY_B),
)
ROLES = (
    *("editor", "first", "second", "sign", "secrecy", "site_admin"),
    *("system", "security", "audit", "superuser"),
)


def ship(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for code, value, source in LIMITS:
        values = {"value": value, "source": source, "certainty": CERTAINTY}
        apps.get_model("security", "Limit").objects.get_or_create(code=code, defaults=values)
    for role in ROLES:
        values = {"required": False, "source": IDENTITY_D, "certainty": "条文转引，由单位决定"}
        apps.get_model("security", "SecondFactorRule").objects.get_or_create(role=role, defaults=values)


class Migration(migrations.Migration):
    dependencies = [("security", "0001_initial")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
