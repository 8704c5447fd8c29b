"""A node's end as a process of its own: ``python -m tests.node.machine VAR receive`` or ``… VAR apply FILE``."""

import os
import sys
from pathlib import Path

from django.conf import settings

from sites.node import applying, receiving
from sites.node.telling import tell_applied
from tests.node.parts import Node


def main(var: str, what: str, *rest: str) -> int:
    settings.configure(SUMU_VAR=Path(var))
    node = Node(Path(var), (Path(var) / "trusted").read_text())
    if what == "apply":
        done = applying.apply(Path(rest[0]), node.var, node.keys, node.check_out)
        return 0 if tell_applied(done, print) else 1
    try:
        receiving.receive(os.environ["SSH_ORIGINAL_COMMAND"], node.releases, node.keys, node.check_out)
    except Exception as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
