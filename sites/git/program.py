"""Running git itself: no setting of the user or of the system and no hook has a say, and nothing is asked."""

import os
from pathlib import Path

CAREFUL = [
    *("-c", "protocol.allow=never", "-c", "protocol.ssh.allow=always", "-c", "protocol.file.allow=always"),
    *("-c", "transfer.fsckObjects=true", "-c", "core.hooksPath=/dev/null"),
    *("-c", "gc.auto=0", "-c", "maintenance.auto=false"),
]
"""What git is told each time: objects are checked as they come in, and nothing is started by itself."""


def environment(repository: Path) -> dict[str, str]:
    """Return the environment in which git works on the bare repository in the folder ``repository``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own = {"GIT_DIR": str(repository), "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1"}
    return kept | own | {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
