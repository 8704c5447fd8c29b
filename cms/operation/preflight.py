"""Looks at the machine before anything is installed: one clear sentence for each thing that is missing.

Runs as a plain script on whatever Python is there, so it uses the standard library alone and no syntax
newer than it can report about.
"""

import importlib.util
import os
import socket
import sys

OLDEST_PYTHON = (3, 11)
MODULES = {
    "venv": "python3-venv",
    "ensurepip": "python3-venv",
    "sqlite3": "libsqlite3",
    "ssl": "openssl",
    "ctypes": "libffi",
    "zlib": "zlib",
}


def complaints_about_python() -> "list[str]":
    """Return a sentence for each thing that this Python lacks."""
    if sys.version_info < OLDEST_PYTHON:
        return [
            "需要 Python 3.11 或更新版本，当前是 %d.%d。/ Python 3.11 or newer is needed, this is %d.%d: "
            "make demo PYTHON=/path/to/python3.11" % (sys.version_info[:2] * 2)
        ]
    missing = [name for name in MODULES if importlib.util.find_spec(name) is None]
    if missing:
        return [
            "这个 Python 缺少模块 %s，请安装系统软件包 %s。/ This Python lacks the module %s: install %s."
            % (name, MODULES[name], name, MODULES[name])
            for name in missing
        ]
    import sqlite3

    options = {row[0] for row in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        return ["这个 Python 的 SQLite 没有 FTS5 全文检索。/ This Python's SQLite was built without FTS5."]
    return []


def complaints_about_folder(folder: str) -> "list[str]":
    """Return a sentence when ``folder`` cannot be made or written."""
    try:
        os.makedirs(folder, exist_ok=True)
        probe = os.path.join(folder, ".writable")
        with open(probe, "w"):
            pass
        os.remove(probe)
    except OSError as error:
        return [
            "文件夹 %s 不可写（%s）。/ The folder %s cannot be written (%s)."
            % (folder, error.strerror, folder, error.strerror)
        ]
    return []


def complaints_about_port(port: str) -> "list[str]":
    """Return a sentence when something else listens on ``port`` of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError, ValueError):
            return [
                "端口 %s 不可用（已被占用？），请换一个，如 make demo EDITING_PORT=9000 PUBLIC_PORT=9001。/ "
                "Port %s cannot be used (busy?); choose others, e.g. make demo EDITING_PORT=9000 PUBLIC_PORT=9001."
                % (port, port)
            ]
    return []


def main(arguments: "list[str]") -> int:
    """Check Python, then each argument: a number is a port, anything else a folder. Return the exit code."""
    found = complaints_about_python()
    for argument in arguments:
        found += complaints_about_port(argument) if argument.isdigit() else complaints_about_folder(argument)
    for sentence in found:
        sys.stderr.write(sentence + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
