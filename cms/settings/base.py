"""What both sides share: the database, the rooms' applications, languages, the folder of all state."""

import os
from pathlib import Path

from multilingual.registry import DEFAULT, all_languages

from .database import database

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SUMU_VAR = Path(os.environ.get("SUMU_VAR") or BASE_DIR / "var").resolve()
"""Where all state lies: database, media, blobs, releases, web roots. Two clusters, two folders."""

SUMU_BATCH_SECONDS = float(os.environ.get("SUMU_BATCH_SECONDS") or 0.2)
"""How long a change waits for others of its site, so that a burst becomes one release."""
SUMU_LIVE_CHECK = [each.strip() for each in os.environ.get("SUMU_LIVE_CHECK", "").split(",") if each.strip()]
"""Web servers that must all show what was released before it counts as live: ``host:port`` or ``https://host:port``.

Empty: each site's own address is asked."""

DEBUG = os.environ.get("SUMU_DEBUG") == "1"
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = DEFAULT
LANGUAGES = [(language.code, language.name) for language in all_languages()]
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MODELTRANSLATION_DEFAULT_LANGUAGE = DEFAULT
MODELTRANSLATION_LANGUAGES = tuple(language.code for language in all_languages())
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": (DEFAULT,)}

SHARED_APPS = ["modeltranslation", "multilingual", "sites.registry", "sites.store", "search"]

DATABASES = {"default": database(SUMU_VAR)}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
