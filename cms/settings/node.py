"""A web node: releases that somebody else made, web roots, and nothing else. No database, no account, no address.

The same settings serve the agent beside the worker on the machine that publishes.
"""

import os
import shlex
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
SUMU_VAR = Path(os.environ.get("SUMU_VAR") or BASE_DIR / "var").resolve()
SUMU_TRUSTED_KEY = Path(os.environ.get("SUMU_TRUSTED_KEY") or SUMU_VAR / "keys" / "release.pub")
"""The public keys whose releases count, a line each."""
SUMU_SOURCE = os.environ.get("SUMU_SOURCE", "").split()
"""Where releases are pulled from: ``ssh://user@host:port/folder``; of several, with spaces between, the first there."""
SUMU_REPORT = os.environ.get("SUMU_REPORT", "")
"""Where reports of tampering go besides the file: a web address, or a command that reads JSON lines."""
SUMU_RELOAD = shlex.split(os.environ.get("SUMU_RELOAD", ""))
"""The command that lets nginx read the maps of moved and withdrawn addresses again; none by default."""
SUMU_SWEEP_RATE = int(os.environ.get("SUMU_SWEEP_RATE", "50"))
"""How many files a second the agent reads at least."""
SUMU_SWEEP_MINUTES = int(os.environ.get("SUMU_SWEEP_MINUTES", "30"))
"""Within how many minutes every file is read once."""

SECRET_KEY = "a node signs nothing and knows nobody"  # noqa: S105  (Django wants one to be there)
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
USE_I18N = False
DATABASES: dict[str, dict[str, str]] = {}
INSTALLED_APPS = ["sites.node"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(name)s %(levelname)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
