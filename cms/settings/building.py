"""Building and comparing whole sites: what stands right of the store, and no Wagtail, which takes seconds to load."""

from .base import *  # noqa: F403  (a settings module extends the base by taking all of it)
from .base import SHARED_APPS, SUMU_VAR
from .secret import secret_key

SECRET_KEY = secret_key(SUMU_VAR)
INSTALLED_APPS = [*SHARED_APPS, "sites.build", "sites.release"]
