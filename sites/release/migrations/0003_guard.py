"""The publish guard: its rules, with the one that ships, and what it holds back."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

OWN = "本系统默认值：没有查到对一次发布改动比例的统一规定，各单位按网站规模修改"
ASSUMED = "推断"


def fill(apps: Any, schema_editor: Any) -> None:
    apps.get_model("release", "GuardRule").objects.create(
        site=None, changed_share=50, removed_share=20, minimum=20, source=OWN, certainty=ASSUMED
    )


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
        ("release", "0002_tasks"),
    ]

    operations = [
        migrations.CreateModel(
            name="GuardRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_share", models.PositiveSmallIntegerField(verbose_name="改动不超过（%）")),
                ("removed_share", models.PositiveSmallIntegerField(verbose_name="移除不超过（%）")),
                ("minimum", models.PositiveIntegerField(verbose_name="起算文件数")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("certainty", models.CharField(max_length=20, verbose_name="把握")),
                (
                    "site",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guard_rule",
                        to="registry.site",
                        verbose_name="站点",
                    ),
                ),
            ],
            options={
                "verbose_name": "发布护栏规则",
                "verbose_name_plural": "发布护栏规则",
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.CharField(max_length=40)),
                ("commit", models.CharField(max_length=40)),
                ("tree", models.CharField(max_length=40)),
                ("tasks", models.CharField(max_length=64)),
                ("counts", models.JSONField(default=dict)),
                ("paths", models.JSONField(default=list)),
                ("causes", models.JSONField(default=list)),
                ("sentence", models.TextField()),
                ("since", models.DateTimeField()),
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hold", to="registry.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "暂缓的发布",
                "verbose_name_plural": "暂缓的发布",
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
