"""Why something did not become public, in words for whoever wrote it, and whom to turn to (没有成功的原因)."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.accounts.models import Role, SiteRole
from sites.registry.models import Site
from sites.store.models import Document

TEMPLATE = frozenset(
    {
        *("TemplateError", "TemplateSyntaxError", "TemplateAssertionError", "TemplateNotFound", "TemplatesNotFound"),
        *("TemplateRuntimeError", "UndefinedError", "SecurityError", "FilterArgumentError"),
    }
)
"""The names of what a template raises: nothing that an editor wrote can cause them."""
ALTERED, MISSING = "Altered", "BlobMissing"
_LINE = re.compile(r"^(?P<path>\S+\.\w+): (?P<name>\w+): (?P<said>.*)$")
_IN_SENTENCE = re.compile(r"（(?P<name>\w+): ")


@dataclass(frozen=True)
class Reason:
    """``sentence`` for everybody, ``advice`` on whom to turn to, ``technical`` as the program reported it."""

    sentence: str
    advice: str = ""
    technical: str = ""


def reason_for(error: str, document: Document | None = None) -> Reason:
    """Return why a task failed with ``error``, which names outputs that could not be made or is a sentence itself."""
    lines = [found for line in error.splitlines() if (found := _LINE.match(line))]
    if not lines:
        return Reason(error.partition("（")[0] or error, _by_site(document), error)
    own = next((line for line in lines if document is not None and line["path"] == document.path), lines[0])
    is_own = document is not None and own["path"] == document.path
    if is_template_error(error):
        return Reason(
            _("网页模板有错误，暂时无法生成%(page)s。与您的稿件无关，稿件不用改。")
            % {"page": _("这个页面") if is_own else _("列有这一篇的页面")},
            _("模板由%(owners)s负责，已在其首页提示；改好后自动重新生成。") % {"owners": owners_of_theme()},
            error,
        )
    if own["name"] == ALTERED:
        return Reason(_("数据库里的内容与审签时不一致，为防篡改没有生成。"), _by_site(document), error)
    if own["name"] == MISSING:
        return Reason(
            _("图片或附件的原文件缺失或被改动。"), _("请重新上传图片或附件后再送审。") + _by_site(document), error
        )
    if not is_own:
        said = _("这一篇的页面没有问题，但列有它的页面（%(path)s）没能生成。") % {"path": own["path"]}
        return Reason(said, _by_site(document), error)
    return Reason(_("这个页面没能生成，系统会自动重试。"), _by_site(document), error)


def is_template_error(error: str) -> bool:
    """Return whether a template raised ``error``."""
    lines = [found for line in error.splitlines() if (found := _LINE.match(line))]
    named = {line["name"] for line in lines} | set(_IN_SENTENCE.findall(error))
    return bool(named & TEMPLATE)


def owners_of_theme() -> str:
    """Return who looks after the theme: the site administrators of the portal."""
    portal = Site.objects.filter(kind=Site.Kind.PORTAL).order_by("key").first()
    return _named(portal) if portal is not None else _("门户网站的站点管理员")


def _by_site(document: Document | None) -> str:
    if document is None:
        return _("如果一直没有成功，请联系站点管理员。")
    return _("如果一直没有成功，请联系%(people)s。") % {"people": _named(document.site)}


def _named(site: Site) -> str:
    rows = SiteRole.objects.filter(site=site, role=Role.SITE_ADMIN, user__is_active=True).select_related("user")
    people = [row.user.get_full_name() or row.user.get_username() for row in rows.order_by("id")]
    if not people:
        return _("%(site)s的站点管理员") % {"site": site.name}
    return _("%(people)s（%(site)s站点管理员）") % {"people": "、".join(people), "site": site.name}
