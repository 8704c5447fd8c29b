"""Which fields of the shared vocabulary are translated in place (django-modeltranslation)."""

from modeltranslation.translator import register

from multilingual.translation import SharedVocabulary

from .models import Organisation, Site, StandardColumn


@register(Organisation)
class OrganisationTranslation(SharedVocabulary):
    """Names of organisations (机构名称)."""

    fields = ("name", "short_name")


@register(StandardColumn)
class StandardColumnTranslation(SharedVocabulary):
    """Names of the standard columns (标准栏目名称)."""

    fields = ("name", "description")


@register(Site)
class SiteTranslation(SharedVocabulary):
    """The identity of a site (网站名称、联系方式)."""

    fields = ("name", "contact")
