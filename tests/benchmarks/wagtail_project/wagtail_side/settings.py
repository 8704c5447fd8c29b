"""The smallest settings with which wagtail-bakery builds; every cache that helps it is on."""

import os
from pathlib import Path

FOLDER = Path(os.environ["WAGTAIL_SIDE"])
SECRET_KEY = "a measurement serves nobody"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "wagtail_side",
    "bakery",
    "wagtailbakery",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "wagtail_side.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "wagtail.sqlite3"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 100_000}}}
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
WAGTAIL_SITE_NAME = "benchmark"
WAGTAILADMIN_BASE_URL = "http://www.synthetic.localhost"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = str(FOLDER / "static")
MEDIA_URL = "/media/"
MEDIA_ROOT = str(FOLDER / "media")
BUILD_DIR = str(FOLDER / "public")
BAKERY_VIEWS = os.environ.get("WAGTAIL_SIDE_VIEWS", "wagtail_side.views.Pages,wagtail_side.views.NumberedLists").split(
    ","
)
