"""``python -m tests.lock``: pin what requirements/*.in name, with hashes, for every system and Python >= 3.11."""

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "requirements"
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url", "-q"]


def main() -> int:
    """Lock every file with uv, installing it first; return the exit code."""
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "uv"], check=True)
    for name in ("run", "test", "bench"):
        command = [sys.executable, "-m", "uv", "pip", "compile", *OPTIONS, f"{name}.in", "-o", f"{name}.txt"]
        if subprocess.run(command, cwd=FOLDER, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
