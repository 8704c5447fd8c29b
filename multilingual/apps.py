"""The Django application of the ground room."""

from django.apps import AppConfig
from django.conf.locale import LANG_INFO

from . import registry


class MultilingualConfig(AppConfig):
    """Languages, scripts and folding: the room that every other one stands on."""

    name = "multilingual"
    label = "multilingual"
    verbose_name = "多语种"

    def ready(self) -> None:
        """Tell Django the truth about the languages it does not know.

        Without this ``get_language_info("kk-arab")`` answers with Cyrillic Kazakh, written left to right.
        """
        for language in registry.all_languages():
            if language.code not in LANG_INFO:
                LANG_INFO[language.code] = {
                    "bidi": language.direction == "rtl",
                    "code": language.code,
                    "name": language.chinese_name,
                    "name_local": language.name,
                }
