"""Reads one file, within limits, and prints the report as JSON: ``python -m cms.checks.reading FILE EXTENSION``."""

import contextlib
import json
import os
import sys
from pathlib import Path

from cms.checks.reading import limits
from cms.checks.reading.read import read


def main() -> None:
    """Read and print."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # where there are no such limits, time still is one
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS))
        os.nice(5)
    report = read(Path(sys.argv[1]).read_bytes(), sys.argv[2])
    sys.stdout.buffer.write(json.dumps(report.as_json(), ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
