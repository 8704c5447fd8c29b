"""Rows as payloads and payloads as rows: what the kinds of shared vocabulary have in common."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from multilingual import registry as languages

from ..admit import Refused

Payload = dict[str, Any]


def per_language(name: str, label: str) -> dict[str, str]:
    """Return the field ``name`` in every language with its label: ``name_zh_hans``: 网站名称（中文）."""
    return {
        f"{name}_{language.code.replace('-', '_')}": f"{label}（{language.chinese_name}）"
        for language in languages.all_languages()
    }


def language_of(name: str) -> str:
    """Return the language code of a field that ``per_language`` made, empty for any other."""
    for code in languages.codes():
        if name.endswith("_" + code.replace("-", "_")):
            return code
    return ""


def values(row: Model, names: dict[str, str]) -> Payload:
    """Return the fields ``names`` of ``row``; what is null or empty is an empty text."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return "" if value is None else value


def demand_fields(payload: Payload, labels: dict[str, str]) -> None:
    """Raise ``Refused`` unless ``payload`` has exactly the fields of its kind."""
    missing, unknown = labels.keys() - payload.keys(), payload.keys() - labels.keys()
    if missing:
        raise Refused(_("缺少：%(fields)s。") % {"fields": "、".join(labels[name] for name in sorted(missing))})
    if unknown:
        raise Refused(_("不认识的项目：%(fields)s。") % {"fields": "、".join(sorted(unknown))})


def demand_clean(row: Model, labels: dict[str, str], exclude: tuple[str, ...] = ()) -> None:
    """Raise ``Refused`` with a sentence for each field of the unsaved ``row`` that its model does not accept."""
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        said = []
        for name, problems in error.message_dict.items():
            label = "" if name == NON_FIELD_ERRORS else f"{labels.get(name, name)}："
            said.append(label + "".join(problems))
        raise Refused("；".join(said)) from error
