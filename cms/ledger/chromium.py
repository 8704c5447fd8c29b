"""The system's Chromium, driven over two pipes: a page goes in, its picture comes out; nothing reaches the network.

Every address the page asks for is answered here, from a function, or refused. ``python -m cms.ledger.chromium FOLDER``
draws ``page.html`` of a folder, with the files beside it, as ``picture.png``, or says why not in ``reason.txt``.
"""

import base64
import fcntl
import json
import mimetypes
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--mute-audio",
    "--no-first-run",
)
PAGE, PICTURE, REASON = "page.html", "picture.png", "reason.txt"
ORIGIN = "http://shown.invalid"
WIDTH, HEIGHT = 1280, 800
LONGEST = 16000
"""Pixels of a picture's longer side at most: what Chromium draws in one piece."""

Answer = Callable[[str], tuple[str, bytes] | None]
"""From an address's path to the type and the bytes that answer it, None for what does not exist."""


class NoPicture(Exception):
    """Raised when Chromium could not draw the page; the message says why."""


def executable() -> str | None:
    """Return the path of the system's Chromium, ``SUMU_CHROMIUM`` first, None when there is none."""
    given = os.environ.get("SUMU_CHROMIUM")
    if given:
        return given
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def picture_of(html: bytes, answer: Answer, *, seconds: float = 30) -> bytes:
    """Return the PNG of the page ``html``, in full length, as a screen 1,280 pixels wide shows it.

    ``answer`` gives the style sheets, fonts and pictures that it asks for. Raises ``NoPicture`` when there is no
    Chromium or when it does not draw the page within ``seconds``.
    """
    path = executable()
    if path is None:
        raise NoPicture("没有安装 Chromium。")

    # what lies below the screen is drawn too, and nothing is painted before its pictures are decoded
    page = html.replace(b'loading="lazy"', b'loading="eager"').replace(b'decoding="async"', b'decoding="sync"')

    def answered(address: str) -> tuple[str, bytes] | None:
        return ("text/html; charset=utf-8", page) if address == "/" else answer(address)

    with _started(path, seconds) as chromium:
        return _drawn(chromium, answered)


class _Chromium:
    """One running Chromium: commands are written to it and its events are read, as JSON ended by zero bytes."""

    def __init__(self, to: int, back: int, seconds: float) -> None:
        self._to, self._back = to, back
        self._deadline = time.monotonic() + seconds
        self._held = b""
        self._number = 0
        self.session = ""

    def send(self, method: str, **parameters: Any) -> int:
        """Write a command; return its number."""
        self._number += 1
        said: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self.session:
            said["sessionId"] = self.session
        data = json.dumps(said).encode() + b"\0"
        with suppress_broken_pipe():
            while data:
                data = data[os.write(self._to, data) :]
        return self._number

    def read(self) -> dict[str, Any]:
        """Return the next message."""
        while b"\0" not in self._held:
            left = self._deadline - time.monotonic()
            if left <= 0 or not select.select([self._back], [], [], left)[0]:
                raise NoPicture("Chromium 没有在限时内画出页面。")
            data = os.read(self._back, 1 << 16)
            if not data:
                raise NoPicture("Chromium 意外退出。")
            self._held += data
        message, _, self._held = self._held.partition(b"\0")
        return dict(json.loads(message))


@contextmanager
def suppress_broken_pipe() -> Iterator[None]:
    """Say of a Chromium that has gone that there is no picture."""
    try:
        yield
    except BrokenPipeError as error:
        raise NoPicture("Chromium 意外退出。") from error


@contextmanager
def _started(path: str, seconds: float) -> Iterator[_Chromium]:
    theirs_in, to = os.pipe()
    back, theirs_out = os.pipe()
    profile = tempfile.mkdtemp(prefix="sumu-chromium-")
    flags = [*FLAGS, f"--user-data-dir={profile}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]

    def arrange() -> None:
        # Chromium reads commands from descriptor 3 and writes to 4; copies far above them land on neither
        commands, events = (fcntl.fcntl(end, fcntl.F_DUPFD, 64) for end in (theirs_in, theirs_out))
        os.dup2(commands, 3)
        os.dup2(events, 4)

    try:
        process = subprocess.Popen(  # noqa: S603  (the system's browser, with flags of our own)
            [path, *flags],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=arrange,
            start_new_session=True,
        )
    except OSError as error:
        raise NoPicture(f"Chromium 无法启动：{error.strerror}。") from error
    finally:
        os.close(theirs_in)
        os.close(theirs_out)
    try:
        yield _Chromium(to, back, seconds)
    finally:
        os.close(to)
        os.close(back)
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        if process.poll() is None:
            process.kill()
            process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _drawn(chromium: _Chromium, answer: Answer) -> bytes:
    def call(method: str, **parameters: Any) -> dict[str, Any]:
        number = chromium.send(method, **parameters)
        return dict(until(lambda message: message.get("id") == number).get("result", {}))

    def until(is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while True:
            message = chromium.read()
            if message.get("method") == "Fetch.requestPaused":
                _answer(chromium, message["params"], answer)
            if "error" in message and "id" in message:
                if is_it(message):
                    raise NoPicture(str(message["error"].get("message", ""))[:200])
            elif is_it(message):
                return message

    target = call("Target.createTarget", url="about:blank")["targetId"]
    chromium.session = call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
    call("Fetch.enable", patterns=[{"urlPattern": "*"}])
    call("Page.enable")
    chromium.send("Page.navigate", url=f"{ORIGIN}/")
    until(lambda message: message.get("method") == "Page.loadEventFired")
    call("Runtime.evaluate", expression="document.fonts.ready.then(() => true)", awaitPromise=True)
    size = call("Page.getLayoutMetrics")["cssContentSize"]
    clip = {"x": 0, "y": 0, "width": min(size["width"], LONGEST), "height": min(size["height"], LONGEST), "scale": 1}
    drawn = call("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
    return base64.b64decode(drawn["data"])


def _answer(chromium: _Chromium, paused: dict[str, Any], answer: Answer) -> None:
    number, url = paused["requestId"], paused["request"]["url"]
    found = answer(url.removeprefix(ORIGIN).partition("?")[0]) if url.startswith(f"{ORIGIN}/") else None
    if found is None:
        chromium.send("Fetch.failRequest", requestId=number, errorReason="BlockedByClient")
        return
    kind, data = found
    chromium.send(
        "Fetch.fulfillRequest",
        requestId=number,
        responseCode=200,
        responseHeaders=[{"name": "Content-Type", "value": kind}],
        body=base64.b64encode(data).decode(),
    )


def main(folder: Path) -> int:
    """Draw the page in ``folder``; return the exit code."""

    def answer(address: str) -> tuple[str, bytes] | None:
        path = (folder / address.lstrip("/")).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        kind = "font/woff2" if path.suffix == ".woff2" else mimetypes.guess_type(path.name)[0]
        return kind or "application/octet-stream", path.read_bytes()

    try:
        (folder / PICTURE).write_bytes(picture_of((folder / PAGE).read_bytes(), answer))
    except NoPicture as error:
        (folder / REASON).write_text(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
