"""Everything that is checked without running the program: ``python -m tests.checking``.

Runs all of them, whatever the first ones say, and prints a line for each.
"""

import os
import subprocess
import sys

PYTHON = sys.executable
ROOMS = ["cms", "sites", "themes", "search", "multilingual", "manage.py"]
CHECKS = {
    "lint": [PYTHON, "-m", "ruff", "check", "--no-cache", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "-q", "."],
    "types": [PYTHON, "-m", "mypy", *ROOMS],
    "import contracts": ["lint-imports"],
    "Django's own checks": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "strings and templates": [PYTHON, "-m", "pytest", "-q", "tests/checking", "-p", "no:cacheprovider"],
}


def main() -> int:
    """Run every check; print what failed with its output; return the exit code."""
    folder = os.path.dirname(PYTHON)
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    failed = []
    for name, command in CHECKS.items():
        result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        print(f"{'ok    ' if result.returncode == 0 else 'FAILED'} {name}", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout + result.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
