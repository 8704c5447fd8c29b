"""The public side: search (later: the content API and form intake) and nothing else.

No admin address, no session, no account exists here; the main database is opened read-only.
"""

import os

from .base import *  # noqa: F403  (a settings module extends the base by taking all of it)
from .base import SHARED_APPS, SUMU_VAR
from .database import database
from .secret import secret_key

SECRET_KEY = secret_key(SUMU_VAR)
ALLOWED_HOSTS = os.environ.get("SUMU_PUBLIC_HOSTS", "*").split(",")
"""The search view answers only for hosts in the registry; a proxy may narrow this further."""

INSTALLED_APPS = [*SHARED_APPS, "cms.operation", "django.contrib.contenttypes"]
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
ROOT_URLCONF = "cms.urls.public"
WSGI_APPLICATION = "cms.wsgi.public.application"

DATABASES = {"default": database(SUMU_VAR, read_only=True)}
