"""The installation's secret key: made at first start, kept in the state folder, never in the repository."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def secret_key(folder: Path) -> str:
    """Return the secret key kept in ``folder``, making it on the first call.

    ``SUMU_SECRET_KEY`` in the environment takes precedence.
    """
    given = os.environ.get("SUMU_SECRET_KEY")
    if given:
        return given
    path = folder / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(get_random_secret_key())
        return path.read_text().strip()
