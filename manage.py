#!/usr/bin/env python
"""Sumu's command line: ``manage.py help`` lists what it can do."""

import os
import sys


def main() -> None:
    """Run a command under the editing side's settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
