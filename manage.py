#!/usr/bin/env python
"""Sumu's command line: ``manage.py help`` lists what it can do."""

import atexit
import gc
import os
import sys

WITHOUT_WAGTAIL = ("build_sites", "verify_build")
"""The commands that need nothing left of the store, and start in a fraction of the time without Wagtail."""


def main() -> None:
    """Run a command under the settings that it needs, unless others are named."""
    side = "building" if sys.argv[1:2] and sys.argv[1] in WITHOUT_WAGTAIL else "editing"
    if side == "building":
        gc.set_threshold(50_000, 20, 100)  # starting makes few cycles, and looking for them takes a tenth of it
        atexit.register(gc.freeze)  # and at the end Python would look through all modules several times
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"cms.settings.{side}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
