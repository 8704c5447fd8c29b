"""A throw-away PostgreSQL of the system's own programs: a cluster in a folder, on a socket in it, for one test run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

PORT = 5432
"""Names the socket's file; nothing listens on the network."""


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest there is, None when there is none."""
    if given := shutil.which("initdb"):
        return Path(given).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass
class PostgreSQL:
    """One running server; ``superuser`` is the role that may do anything in it."""

    folder: Path
    superuser: str = "postgres"

    @classmethod
    def start(cls) -> "PostgreSQL":
        """Make a cluster in a new folder and start it."""
        server = cls(Path(tempfile.mkdtemp(prefix="sumu-postgresql-")))
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(server.folder, account.pw_uid, account.pw_gid)
        data, log = server.folder / "data", server.folder / "log"
        server.run("initdb", "-D", str(data), "-U", server.superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-c listen_addresses= -c unix_socket_directories={server.folder} -c port={PORT} -c fsync=off"
        server.run("pg_ctl", "-D", str(data), "-w", "-l", str(log), "-o", options, "start")
        return server

    def stop(self) -> None:
        """End the server and remove its folder."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str, role: str = "") -> str:
        """Return the address of the database ``name`` for ``role``, by default the superuser."""
        return f"postgresql://{role or self.superuser}@/{name}?host={self.folder}&port={PORT}"

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs to its end; raises when it fails."""
        folder = programs()
        assert folder, "PostgreSQL is missing: apt-get install postgresql"
        user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        with tempfile.TemporaryFile() as output:  # not a pipe: the server that pg_ctl starts would hold it open
            command = [str(folder / program), *arguments]
            result = subprocess.run(command, stdout=output, stderr=output, check=False, cwd="/", **user)
            output.seek(0)
            if result.returncode:
                raise RuntimeError(f"{program}: {output.read().decode()}")
