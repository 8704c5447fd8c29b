"""Which database holds everything: SQLite in the state folder, or PostgreSQL where ``SUMU_DATABASE_URL`` names one."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("postgresql", "postgres")


def database(folder: Path, *, read_only: bool = False) -> dict[str, Any]:
    """Return Django's settings of the database.

    ``folder`` is the state folder, where SQLite's file lies. With ``read_only`` the connection refuses to write: it is
    the public side's. Raises ``ImproperlyConfigured`` for an address that names no PostgreSQL database.
    """
    url = os.environ.get("SUMU_DATABASE_URL", "")
    return _postgresql(url, read_only=read_only) if url else _sqlite(folder / "sumu.sqlite3", read_only=read_only)


def _sqlite(path: Path, *, read_only: bool) -> dict[str, Any]:
    if read_only:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"file:{path}?mode=ro",
            "OPTIONS": {"timeout": 20, "uri": True},
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(url: str, *, read_only: bool) -> dict[str, Any]:
    """``postgresql://ROLE:PASSWORD@HOST:PORT/NAME?option=value``; libpq finds what is left out (PGPASSFILE, PGHOST)."""
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in SCHEMES or not name:
        raise ImproperlyConfigured(
            "SUMU_DATABASE_URL 应为 postgresql://用户:密码@主机:端口/库名。"
            " / SUMU_DATABASE_URL must be postgresql://ROLE:PASSWORD@HOST:PORT/NAME."
        )
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    port = options.pop("port", str(parts.port or ""))
    if read_only:
        options["options"] = f"{options.get('options', '')} -c default_transaction_read_only=on".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
