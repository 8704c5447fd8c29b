"""``manage.py serve_editing``: the editing side on one port."""

from typing import Any

import waitress
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management.base import BaseCommand, CommandParser

from cms.operation.supervised import end_with_parent
from cms.wsgi.editing import application


class Command(BaseCommand):
    """Serves Wagtail's admin with waitress, its static files included."""

    help = "编辑端（内网）"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address to listen on."""
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until ended."""
        end_with_parent()
        handler = StaticFilesHandler(application)
        # X-Forwarded-For passes, because SUMU_TRUSTED_PROXIES decides for whom it counts (cms.security.origin)
        waitress.serve(
            handler,
            host=options["address"],
            port=options["port"],
            threads=8,
            ident="",
            clear_untrusted_proxy_headers=False,
        )
