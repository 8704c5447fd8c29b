"""``manage.py serve_public``: the public sites on one port, from their built files, with the search beside them."""

from typing import Any

import waitress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from cms.operation.public_application import public_application
from cms.operation.supervised import end_with_parent


class Command(BaseCommand):
    """Serves the web roots as nginx would; run it under ``cms.settings.public``."""

    help = "公开端：静态站点与检索"

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address to listen on and the host to show where the request names none of ours."""
        parser.add_argument("--address", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument("--fallback-host", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until ended."""
        end_with_parent()
        application = public_application(settings.SUMU_VAR, options["fallback_host"])
        waitress.serve(application, host=options["address"], port=options["port"], threads=8, ident="")
