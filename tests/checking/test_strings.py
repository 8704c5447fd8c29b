"""Every message that a member of staff can see is Chinese at its source, or has a Chinese translation."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("cms", "sites", "search", "themes", "multilingual")
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
WITH_FORMS = ("pages", "registry")
"""The applications whose models people see as forms."""
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAG = re.compile(
    r"""\{%\s*(?:translate|trans)\s+["'](.+?)["']|\{%\s*blocktrans(?:late)?.*?%\}(.*?)\{%\s*endblock""", re.S
)


def python_files() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]


def marked_strings(path: Path) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in MARKERS:
            texts = [argument for argument in node.args if isinstance(argument, ast.Constant)]
            found += [(node.lineno, text.value) for text in texts if isinstance(text.value, str)]
    return found


def test_messages_in_python_are_chinese():
    foreign = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in python_files()
        for line, text in marked_strings(path)
        if not CHINESE.search(text)
    ]
    assert not foreign


def templates() -> list[Path]:
    return sorted(path for path in (ROOT / "cms").rglob("*.html") if "node_modules" not in path.parts)


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_messages_in_admin_templates_are_chinese(path):
    """A template that replaces one of Wagtail's keeps Wagtail's messages; their translation must be Chinese."""
    text = path.read_text(encoding="utf-8")
    marked = [VARIABLE.sub(r"%(\1)s", " ".join((first or second).split())) for first, second in TAG.findall(text)]
    with override("zh-hans"):
        assert not [message for message in marked if not CHINESE.search(gettext(message))]


def test_field_labels_of_our_models_are_chinese():
    """A form shows a field's label; Django would make an English one from the field's name."""
    from django.apps import apps
    from django.conf import settings

    editable = [
        f"{model.__name__}.{field.name}: {field.verbose_name}"
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in ROOMS and config.label in WITH_FORMS
        for model in config.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "editable", False) and field.model is model and not field.auto_created
        if not CHINESE.search(str(field.verbose_name)) and not field.is_relation
        if not any(field.name.endswith(f"_{code.replace('-', '_')}") for code, _name in settings.LANGUAGES)
    ]
    assert not editable
