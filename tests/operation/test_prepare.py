"""Preparing a cluster where nothing is there yet."""

import pytest
from django.core.management import CommandError, call_command

from cms.operation.management.commands import prepare


def test_the_state_folder_is_made_before_the_database(settings, tmp_path, monkeypatch):
    """Where the secret key comes from the environment, nothing else has made the folder."""
    settings.SUMU_VAR = tmp_path / "state" / "var"

    def migrate(*_said, **_options):
        assert settings.SUMU_VAR.is_dir()
        raise PermissionError("read-only")

    monkeypatch.setattr(prepare, "call_command", migrate)
    with pytest.raises(CommandError, match="read-only"):
        call_command("prepare")
