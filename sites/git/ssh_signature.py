"""The form in which OpenSSH and git keep a signature (SSHSIG, version 1): a frame around an Ed25519 signature.

What is signed is not the data but its digest together with the purpose, the ``namespace``: a signature made for one
purpose is none for another. The library signs and verifies; here only the fields are put together and taken apart.
"""

import base64
import hashlib
import struct
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MAGIC = b"SSHSIG"
VERSION = 1
KIND = b"ssh-ed25519"
DIGESTS = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
"""What the form allows; we sign with the first, as OpenSSH does."""
BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
WIDTH = 70


class NotValid(ValueError):
    """Raised for what is no signature of these data by one of these keys."""


def armoured(key: Ed25519PrivateKey, data: bytes, namespace: str) -> str:
    """Return the signature of ``data`` for ``namespace`` as the lines that git writes into a commit."""
    digest = next(iter(DIGESTS))
    signature = _joined(KIND, key.sign(_signed(data, namespace.encode(), b"", digest)))
    fields = _joined(_written(key.public_key()), namespace.encode(), b"", digest, signature)
    text = base64.b64encode(MAGIC + struct.pack(">I", VERSION) + fields).decode()
    lines = [text[start : start + WIDTH] for start in range(0, len(text), WIDTH)]
    return "\n".join([BEGIN, *lines, END, ""])


def demand(signature: str, data: bytes, namespace: str, keys: Iterable[Ed25519PublicKey]) -> None:
    """Return if the holder of one of ``keys`` signed ``data`` for ``namespace``. Raises ``NotValid``."""
    named, purpose, reserved, digest, signed = _fields(_unarmoured(signature))
    key = next((key for key in keys if _written(key) == named), None)
    if key is None or purpose != namespace.encode() or digest not in DIGESTS:
        raise NotValid("another key, purpose or digest")
    kind, raw = _taken(signed, 2)
    if kind != KIND:
        raise NotValid("not an Ed25519 signature")
    try:
        key.verify(raw, _signed(data, purpose, reserved, digest))
    except InvalidSignature as error:
        raise NotValid("not a signature of these data") from error


def _written(key: Ed25519PublicKey) -> bytes:
    """Return a public key in OpenSSH's form, not encoded yet."""
    return _joined(KIND, key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def _signed(data: bytes, namespace: bytes, reserved: bytes, digest: bytes) -> bytes:
    return MAGIC + _joined(namespace, reserved, digest, DIGESTS[digest](data).digest())


def _unarmoured(signature: str) -> bytes:
    lines = [line.strip() for line in signature.strip().splitlines()]
    if lines[:1] != [BEGIN] or lines[-1:] != [END]:
        raise NotValid("not an SSH signature")
    try:
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except ValueError as error:
        raise NotValid("not an SSH signature") from error


def _fields(frame: bytes) -> list[bytes]:
    """Return public key, namespace, reserved field, digest and signature."""
    head = MAGIC + struct.pack(">I", VERSION)
    if not frame.startswith(head):
        raise NotValid("not an SSH signature of a version that is known")
    return _taken(frame[len(head) :], 5)


def _joined(*fields: bytes) -> bytes:
    return b"".join(struct.pack(">I", len(field)) + field for field in fields)


def _taken(data: bytes, count: int) -> list[bytes]:
    """Return exactly ``count`` fields of ``data``, each after its length; nothing may be left over."""
    fields = []
    for _field in range(count):
        if len(data) < 4:
            raise NotValid("ends too soon")
        (length,) = struct.unpack(">I", data[:4])
        if len(data) < 4 + length:
            raise NotValid("ends too soon")
        fields.append(data[4 : 4 + length])
        data = data[4 + length :]
    if data:
        raise NotValid("has more than it should")
    return fields
