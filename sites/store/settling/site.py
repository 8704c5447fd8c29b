"""The identity and the address of a site (站点设置); its key is the site's own.

Payload: ``kind`` (never changes), ``name_LANGUAGE`` and ``contact_LANGUAGE`` for every language, ``organisation`` (its
code), ``code``, ``icp_number``, ``police_number``, ``scheme``, ``host``, ``port`` (a number, empty for the
standard one), ``path``, ``editions`` (language codes in the order of the language switch; new ones stand last).
"""

from typing import Any

from django.utils.translation import gettext as _

from multilingual import registry as languages
from sites.registry.models import Edition, Organisation, Site

from .. import keys
from ..admit import RESERVED_SEGMENTS, Refused
from ..models import Document
from ..settled import Change, settling
from .fields import Payload, demand_clean, demand_fields, per_language, values

_ROW = (
    per_language("name", "网站名称")
    | per_language("contact", "联系方式")
    | {
        "code": "网站标识码",
        "icp_number": "ICP备案编号",
        "police_number": "公安备案编号",
        "scheme": "协议",
        "host": "域名",
        "port": "端口",
        "path": "路径",
        "kind": "类别",
    }
)
LABELS = {**_ROW, "organisation": "主办单位", "editions": "语种版本"}
_BASES = ("name", "contact")


def captured(row: Site, editions: list[str]) -> Payload:
    """Return ``row``, its organisation's code and the languages of its ``editions`` as a payload."""
    return values(row, _ROW) | {"organisation": row.organisation.code, "editions": editions}


def capture(key: str) -> Payload:
    """Return the site with this key as a payload, empty when there is none."""
    row = Site.objects.select_related("organisation").filter(key=key).first()
    return captured(row, row.languages()) if row is not None else {}


def validate(change: Change) -> None:
    """Raise ``Refused`` when ``change`` cannot become public."""
    row = Site.objects.filter(key=change.key).first()
    if row is None:
        raise Refused(_("没有这个站点：%(site)s。") % {"site": change.key})
    demand_fields(change.payload, LABELS)
    if change.payload["kind"] != row.kind:
        raise Refused(_("站点的类别不能改变。"))
    old_address = (row.host, row.path)
    overlay(row, change.payload)
    demand_clean(row, LABELS, exclude=_BASES)
    _demand_number(row)
    _demand_editions(row, change.payload["editions"])
    if (row.host, row.path) != old_address:
        _demand_free_address(row)


def write(key: str, payload: Payload) -> None:
    """Bring the rows of the site with this key, editions included, to ``payload``."""
    row = Site.objects.get(key=key)
    overlay(row, payload)
    with settling():
        row.save()
        Edition.objects.filter(site=row).exclude(language__in=payload["editions"]).delete()
        held = set(row.languages())
        for language in payload["editions"]:
            if language not in held:
                Edition.objects.create(site=row, language=language)


def apply(change: Change) -> dict[Site, set[str]]:
    """Write ``change``; all pages of the site show it, and those that a host's robots.txt names."""
    validate(change)
    row = Site.objects.get(key=change.key)
    left = list(Site.objects.filter(host=row.host, path="").exclude(pk=row.pk)) if row.path else []
    write(change.key, change.payload)
    row = Site.objects.get(key=change.key)
    touched = {row: {keys.site(row.key), *(keys.edition(row.key, code) for code in change.payload["editions"])}}
    if left and left[0].host != row.host:
        touched[left[0]] = {keys.site(left[0].key)}
    return touched


def overlay_identity(row: Site, payload: Payload) -> None:
    """Set the own fields of ``row``, in memory, to what ``payload`` says; it may be older than a field."""
    for name in _ROW:
        if name in payload:
            setattr(row, name, _stored(name, payload[name]))


def overlay(row: Site, payload: Payload) -> None:
    """Set the fields of ``row`` and its organisation, in memory; editions have rows of their own."""
    overlay_identity(row, payload)
    if row.organisation_id is None or row.organisation.code != payload["organisation"]:
        found = Organisation.objects.filter(code=payload["organisation"]).first()
        if found is None:
            raise Refused(_("没有这个机构：%(code)s。") % {"code": payload["organisation"]})
        row.organisation = found


def _stored(name: str, value: Any) -> Any:
    return None if name == "port" and value == "" else value


def _demand_number(row: Site) -> None:
    if row.code and not (row.code.isascii() and row.code.isdigit() and len(row.code) == 10):
        raise Refused(_("网站标识码是 10 位数字。"))


def _demand_editions(row: Site, wanted: Any) -> None:
    if not isinstance(wanted, list) or len(set(wanted)) != len(wanted) or not set(wanted) <= set(languages.codes()):
        raise Refused(_("语种版本里有不认识的语种。"))
    if not wanted:
        raise Refused(_("站点至少要有一个语种版本。"))
    held = row.languages()
    public = Document.objects.filter(site=row, state=Document.State.PUBLIC)
    for language in held:
        if language not in wanted and public.filter(language=language).exists():
            name = languages.get(language).chinese_name
            raise Refused(_("“%(language)s”版本还有公开的内容，请先撤下，再去掉这个版本。") % {"language": name})
    staying = [language for language in held if language in wanted]
    if wanted[: len(staying)] != staying:
        raise Refused(_("新的语种版本须排在已有的之后。"))


def _demand_free_address(row: Site) -> None:
    """Raise ``Refused`` when another site's column or a reserved word stands where the site is to lie."""
    if row.path in RESERVED_SEGMENTS:
        raise Refused(_("路径“%(path)s”已另有用途，请换一个。") % {"path": row.path})
    public = Document.objects.filter(state=Document.State.PUBLIC, site__host=row.host).exclude(site=row)
    if row.path and public.filter(site__path="", path__startswith=f"{row.path}/").exists():
        raise Refused(_("路径“%(path)s”已是另一站点的栏目，请换一个。") % {"path": row.path})
    if row.path:
        return
    for path in Site.objects.filter(host=row.host).exclude(pk=row.pk).values_list("path", flat=True):
        own = Document.objects.filter(site=row, state=Document.State.PUBLIC, path__startswith=f"{path}/")
        if path and own.exists():
            raise Refused(_("本站点的栏目“%(path)s”与该域名下另一站点的路径相同。") % {"path": path})
