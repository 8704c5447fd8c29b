"""Sees to the parts that the tests drive for real: Chromium, a Chinese font, git.

``python -m tests.parts`` installs what is missing from Debian's packages where it may, and otherwise says
what to install and fails: a test that cannot start its part must not pass.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import postgresql

PARTS = {
    "chromium": ("chromium", lambda: chromium() is not None),
    "Chinese font": ("fonts-noto-cjk", lambda: _has_chinese_font()),
    "PostgreSQL": ("postgresql", lambda: postgresql.programs() is not None),
    "ssh-keygen": ("openssh-client", lambda: shutil.which("ssh-keygen") is not None),
    "sshd": ("openssh-server", lambda: shutil.which("sshd") is not None or Path("/usr/sbin/sshd").exists()),
    "nginx": ("nginx-light", lambda: shutil.which("nginx") is not None or Path("/usr/sbin/nginx").exists()),
    "brotli for nginx": ("libnginx-mod-http-brotli-static", lambda: brotli_module().exists()),
    "faketime": ("faketime", lambda: LIBFAKETIME.exists()),
    "curl": ("curl", lambda: shutil.which("curl") is not None),
    "git": ("git", lambda: shutil.which("git") is not None),
}

LIBFAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
"""What sets a process's clock."""

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""How Chromium is started: as root in a container too, and without calling home."""


def chromium() -> str | None:
    """Return the path of the system's Chromium, None when there is none."""
    given = os.environ.get("SUMU_CHROMIUM")
    if given:
        return given
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if (path := shutil.which(name))), None)


def brotli_module() -> Path:
    """Return where nginx's module lies that sends the compressed versions of files."""
    return Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def _has_chinese_font() -> bool:
    if shutil.which("fc-list") is None:
        return Path("/usr/share/fonts/opentype/noto").exists()
    found = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False)
    return bool(found.stdout.strip())


def missing() -> list[str]:
    """Return the Debian packages of the parts that are not there."""
    return [package for package, is_there in PARTS.values() if not is_there()]


def install(packages: list[str]) -> bool:
    """Install Debian packages where that is possible; return whether it worked."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
        if subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode:
            return False
    return True


def main() -> int:
    """Install or name what is missing; return the exit code."""
    wanted = missing()
    if not wanted:
        return 0
    print(f"==> installing {', '.join(wanted)}", flush=True)
    if install(wanted) and not missing():
        return 0
    print(f"The tests need these packages; please install them: apt-get install {' '.join(wanted)}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
