"""The installation's signing key: each release is signed, so that every node can tell ours from anybody else's.

In the form that git and OpenSSH know (``gpg.format=ssh``): an inspector can check a repository with plain git and the
public key alone.
"""

import fcntl
import tempfile
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
    load_ssh_public_key,
)
from django.conf import settings

from . import ssh_signature

NAMESPACE = "git"
"""What git's signatures are made for; one made for anything else is no commit's."""
PRINCIPAL = "sumu"
"""Whose key it is, written behind the public key."""


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
        key = Ed25519PrivateKey.generate()
        public = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
        made.with_suffix(".pub").write_bytes(b"%s %s\n" % (public, PRINCIPAL.encode()))
        made.touch(mode=0o600)
        made.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        made.with_suffix(".pub").replace(path.with_suffix(".pub"))
        made.replace(path)
    return path


def public_key() -> str:
    """Return the public key's line, for the nodes that are to trust this installation."""
    return ensure_key().with_suffix(".pub").read_text().strip()


def sign(data: bytes, namespace: str = NAMESPACE) -> str:
    """Return the armoured signature of ``data``, good for ``namespace`` alone. Raises ``NoSigningKey``."""
    path = ensure_key()
    try:
        key = load_ssh_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NoSigningKey(f"读不出签名密钥 {path}：{error}") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(f"签名密钥 {path} 不是 Ed25519 密钥。")
    return ssh_signature.armoured(key, data, namespace)


def verify(data: bytes, signature: str, key: str, namespace: str = NAMESPACE) -> None:
    """Return if the holder of the public ``key`` signed ``data`` for ``namespace``.

    ``key`` may hold several lines, of which any one counts: the old key and the new while one takes the other's
    place. Raises ``Unsigned`` otherwise.
    """
    if not signature.strip():
        raise Unsigned("这次发布没有签名。")
    try:
        ssh_signature.demand(signature, data, namespace, _keys(key))
    except ssh_signature.NotValid as refused:
        raise Unsigned("这次发布的签名不是受信任的密钥所签。") from refused


def _keys(lines: str) -> list[Ed25519PublicKey]:
    """Return the public keys that stand one on each of ``lines``; a line that holds none of our kind is left out."""
    found = []
    for line in lines.splitlines():
        try:
            key = load_ssh_public_key(line.encode())
        except (ValueError, UnsupportedAlgorithm):
            continue
        if isinstance(key, Ed25519PublicKey):
            found.append(key)
    return found
