"""The installation's signing key: each release is signed, so that every node can tell ours from anybody else's.

OpenSSH's own program signs and verifies, in the form that git knows (``gpg.format=ssh``): an inspector can check a
repository with plain git and the public key alone.
"""

import fcntl
import os
import subprocess
import tempfile
from pathlib import Path

from django.conf import settings

NAMESPACE = "git"
"""What git's signatures are made for; one made for anything else is no commit's."""
PRINCIPAL = "sumu"
"""The name under which git's list of allowed signers holds our key."""


class NoSigningKey(RuntimeError):
    """Raised when releases cannot be signed; the message says what is missing."""


class Unsigned(ValueError):
    """Raised for a release that carries no signature, or one that the trusted key did not make."""


def key_path() -> Path:
    """Return where the private key lies; the public one lies beside it, ending in ``.pub``."""
    return Path(settings.SUMU_VAR) / "keys" / "release"


def ensure_key() -> Path:
    """Return the private key's path, making the pair at the first call. Raises ``NoSigningKey``."""
    return ensure_pair(key_path())


def ensure_pair(path: Path) -> Path:
    """Return ``path``, where a private key lies, making the pair if there is none yet. Raises ``NoSigningKey``."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (path.parent / "lock").open("w") as lock, tempfile.TemporaryDirectory(dir=path.parent) as folder:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several workers start together: one pair, and both halves of the same
        if path.exists():
            return path
        made = Path(folder) / path.name
        _run("-q", "-t", "ed25519", "-N", "", "-C", PRINCIPAL, "-f", str(made))
        made.with_suffix(".pub").replace(path.with_suffix(".pub"))
        made.replace(path)
    return path


def public_key() -> str:
    """Return the public key's line, for the nodes that are to trust this installation."""
    return ensure_key().with_suffix(".pub").read_text().strip()


def allowed_signers(key: str, namespace: str = NAMESPACE) -> str:
    """Return git's list of allowed signers holding the public ``key`` alone: a line for each line of it."""
    lines = [line.split() for line in key.splitlines() if line.strip() and not line.startswith("#")]
    return "".join(f'{PRINCIPAL} namespaces="{namespace}" {kind} {value}\n' for kind, value, *_comment in lines)


def sign(data: bytes, namespace: str = NAMESPACE) -> str:
    """Return the armoured signature of ``data``, good for ``namespace`` alone. Raises ``NoSigningKey``."""
    return _run("-q", "-Y", "sign", "-n", namespace, "-f", str(ensure_key()), data=data).decode()


def verify(data: bytes, signature: str, key: str, namespace: str = NAMESPACE) -> None:
    """Return if the holder of the public ``key`` signed ``data`` for ``namespace``.

    ``key`` may hold several lines, of which any one counts: the old key and the new while one takes the other's
    place. Raises ``Unsigned`` otherwise.
    """
    if not signature.strip():
        raise Unsigned("这次发布没有签名。")
    with tempfile.TemporaryDirectory() as folder:
        signers, written = Path(folder) / "signers", Path(folder) / "signature"
        signers.write_text(allowed_signers(key, namespace))
        written.write_text(signature)
        arguments = ["-Y", "verify", "-f", str(signers), "-I", PRINCIPAL, "-n", namespace, "-s", str(written)]
        try:
            _run(*arguments, data=data)
        except NoSigningKey as refused:
            raise Unsigned("这次发布的签名不是受信任的密钥所签。") from refused


def _run(*arguments: str, data: bytes = b"") -> bytes:
    environment = os.environ | {"LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603  (OpenSSH's own program, our own arguments, no shell)
            ["ssh-keygen", *arguments],  # noqa: S607  (found on the PATH as on every system)
            input=data,
            capture_output=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError:
        raise NoSigningKey("找不到 ssh-keygen，请安装系统软件包 openssh-client。") from None
    if done.returncode:
        raise NoSigningKey(f"ssh-keygen: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout
