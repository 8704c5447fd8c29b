"""A real nginx for a test: its own folder, its own ports, ended with the test."""

import os
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

FRAME = """
{modules}
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/sumu.conf;
}}
"""


@dataclass
class Nginx:
    """nginx serving ``folder``/sumu.conf."""

    folder: Path
    modules: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    def command(self, *arguments: str) -> list[str]:
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        assert Path(program).exists(), "nginx is missing: apt-get install nginx-light"
        return [program, "-p", str(self.folder), "-c", str(self.folder / "nginx.conf"), *arguments]

    def check(self, text: str) -> None:
        """Write the configuration and let nginx judge it."""
        (self.folder / "sumu.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(FRAME.format(folder=self.folder, user=user, modules=self.modules))
        done = subprocess.run(self.command("-t"), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self, port: int) -> None:
        self.process = subprocess.Popen(self.command(), stderr=subprocess.DEVNULL)
        for _attempt in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "error.log").read_text())

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
