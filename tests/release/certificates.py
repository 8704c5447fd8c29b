"""Certificates for a test's web server, from an authority of the test's own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)


class Authority:
    """Signs certificates; ``folder``/authority.crt is its own, for whoever is to trust it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "authority.crt"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = _name("Authority of a test")
        made = self._begun(self._name, self._key).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        self.path.write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def issue(self, host: str, name: str) -> None:
        """Write ``host``.crt and ``host``.key, which say that they are of ``name``."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._begun(_name(name), key).add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
        (self.folder / f"{host}.crt").write_bytes(made.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        written = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (self.folder / f"{host}.key").write_bytes(written)

    def _begun(self, name: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        begun = x509.CertificateBuilder().subject_name(name).issuer_name(self._name).public_key(key.public_key())
        begun = begun.serial_number(x509.random_serial_number()).not_valid_before(now - DAY).not_valid_after(now + DAY)
        ours = x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return begun.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False).add_extension(
            ours, False
        )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
