"""Every template of both sides compiles."""

from pathlib import Path

import pytest
from django.template import engines

ROOT = Path(__file__).resolve().parents[2]
ADMIN = sorted((ROOT / "cms").rglob("templates/**/*.html"))
PUBLIC = sorted((ROOT / "themes" / "templates").rglob("*.jinja"))


@pytest.mark.parametrize("path", ADMIN, ids=lambda path: str(path.relative_to(ROOT)))
def test_admin_template_compiles(path):
    engines["django"].from_string(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PUBLIC, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_template_compiles(path):
    from themes.environment import environment

    environment().get_template(str(path.relative_to(ROOT / "themes" / "templates")))


def test_there_are_templates_to_check():
    assert ADMIN and PUBLIC
