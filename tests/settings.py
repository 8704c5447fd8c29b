"""The editing side's settings, with a state folder of the test run's own."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="sumu-tests-")
os.environ["SUMU_VAR"] = _folder
os.environ["SUMU_SECRET_KEY"] = "only-for-tests"
# Playwright keeps an event loop of its own running beside tests that know of none
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

from cms.locale.compile import compile_all  # noqa: E402
from cms.settings.editing import *  # noqa: E402, F403

compile_all()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
