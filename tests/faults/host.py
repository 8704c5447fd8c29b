"""A process with Django loaded that runs each act in a child of its own: ``python -m tests.faults.host``.

It reads one JSON line for each act and answers with one: ``status`` is the child's exit code, negative for the signal
that ended it, ``result`` what the act returned, ``error`` the exception that ended it.
"""

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any


def main() -> None:
    """Answer acts until the input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.editing")
    import django

    django.setup()
    import_module("cms.operation.tasks")  # the rooms that the acts need, loaded once for all children
    import_module("tests.faults.acts")
    print(json.dumps({"status": 0}), flush=True)
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


def _run(wanted: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os._exit(_act(wanted, writing))
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    _child, status = os.waitpid(child, 0)
    answer: dict[str, Any] = json.loads(said) if said else {}
    return answer | {"status": os.waitstatus_to_exitcode(status)}


def _act(wanted: dict[str, Any], writing: int) -> int:
    os.environ.update(wanted.get("environment", {}))
    with os.fdopen(writing, "w") as stream:
        try:
            act = getattr(import_module("tests.faults.acts"), wanted["act"])
            stream.write(json.dumps({"result": act(**wanted.get("arguments", {}))}))
        except Exception:
            stream.write(json.dumps({"error": traceback.format_exc()}))
            return 1
    return 0


if __name__ == "__main__":
    main()
