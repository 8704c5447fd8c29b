"""Logs are kept for 400 days at least, and the ledger for ever."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from wagtail.models import PageLogEntry

from cms.ledger import retention
from sites.store import clock
from sites.store.models import AuditEntry


@pytest.mark.parametrize("days", [399, 0, -1])
def test_less_than_400_days_is_refused_at_the_start(settings, days):
    settings.SUMU_RETENTION_DAYS = days
    with pytest.raises(SystemCheckError, match="至少须留存 400 天"):
        call_command("check")


@pytest.mark.parametrize("days", [400, 3650])
def test_more_is_allowed(settings, days):
    settings.SUMU_RETENTION_DAYS = days
    assert retention.check_retention() == []


def test_old_logs_go_newer_ones_and_the_ledger_stay(portal, settings, capsys):
    old = PageLogEntry.objects.first()
    PageLogEntry.objects.filter(pk=old.pk).update(timestamp=clock.now() - timedelta(days=401))
    kept, entries = PageLogEntry.objects.count() - 1, AuditEntry.objects.count()
    call_command("prune_logs")
    assert "页面日志：清理 1 条" in capsys.readouterr().out
    assert PageLogEntry.objects.count() == kept
    assert not PageLogEntry.objects.filter(pk=old.pk).exists()
    assert AuditEntry.objects.count() == entries + 1
    assert AuditEntry.objects.last().act == "prune logs"


def test_a_setting_changed_behind_the_check_prunes_no_sooner(portal, settings):
    settings.SUMU_RETENTION_DAYS = 1
    PageLogEntry.objects.update(timestamp=clock.now() - timedelta(days=399))
    held = PageLogEntry.objects.count()
    retention.prune("test")
    assert PageLogEntry.objects.count() == held


def test_no_append_only_table_is_ever_pruned():
    from django.apps import apps

    from sites.store.models import AppendOnly

    assert not [label for label, _at in retention.PRUNED.values() if issubclass(apps.get_model(label), AppendOnly)]
