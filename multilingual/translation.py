"""How shared vocabulary is translated: in place, one column a language (django-modeltranslation).

Pages are never translated this way: each language version of a page is a page of its own.
"""

from django.db.models import Model
from modeltranslation.translator import TranslationOptions

from . import registry


class SharedVocabulary(TranslationOptions):
    """Options for every shared name: the default language is required, the others fall back to it."""

    required_languages = (registry.DEFAULT,)
    fallback_languages = {"default": (registry.DEFAULT,)}


def in_language(instance: Model, field: str, language: str) -> str:
    """Return a translated field in one fixed language, falling back to the default language.

    The plain attribute answers in the language that happens to be active; whatever reaches a
    digest or a public page must be read through this function instead.
    """
    for code in (language, registry.DEFAULT):
        value = getattr(instance, f"{field}_{code.replace('-', '_')}", "")
        if value:
            return str(value)
    return ""
