"""S/MIME by `cryptography`: certificates, signing, encrypting, decrypting, and who is to be trusted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from gotrs_api.mail.security import envelopes

_LONGEST_CHAIN = 6
_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)
_KEY = re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----.+?-----END (?:[A-Z]+ )*PRIVATE KEY-----", re.DOTALL)
PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class SmimeFailed(Exception):
    """The message says why (English)."""


@dataclass(frozen=True)
class Identity:
    """A certificate and, where it is ours, its key."""

    certificate: x509.Certificate
    key: PrivateKey | None = None


def read_identity(text: str, passphrase: str = "") -> Identity:
    """Raises SmimeFailed."""
    found, key_text = _CERTIFICATE.search(text), _KEY.search(text)
    if found is None:
        raise SmimeFailed("There is no certificate in it (PEM is expected).")
    try:
        certificate = x509.load_pem_x509_certificate(found[0].encode())
        key = None
        if key_text is not None:
            loaded = serialization.load_pem_private_key(key_text[0].encode(), passphrase.encode() or None)
            if not isinstance(loaded, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
                raise SmimeFailed("Only RSA and EC keys can be used.")
            key = loaded
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SmimeFailed(f"It cannot be read: {error}.") from error
    if key is not None and key.public_key() != certificate.public_key():
        raise SmimeFailed("The key does not belong to the certificate.")
    return Identity(certificate, key)


def key_text(key: PrivateKey) -> str:
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(*pem).decode()


def can_encrypt_for(certificate_text: str) -> bool:
    """CMS for other keys than RSA is not written here; a certificate that is damaged is none."""
    try:
        return isinstance(read_identity(certificate_text).certificate.public_key(), rsa.RSAPublicKey)
    except (SmimeFailed, ValueError, UnsupportedAlgorithm):
        return False


def certificate_text(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex()


def emails_of(certificate: x509.Certificate) -> tuple[str, ...]:
    """Lower case: from the subject and its alternative names."""
    found = [str(one.value) for one in certificate.subject.get_attributes_for_oid(x509.NameOID.EMAIL_ADDRESS)]
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        found += names.get_values_for_type(x509.RFC822Name)
    except (x509.ExtensionNotFound, ValueError):
        pass
    return tuple(dict.fromkeys(one.lower() for one in found))


def sign(entity: bytes, signer: Identity) -> bytes:
    """A detached signature (DER) of a canonical MIME entity. Raises SmimeFailed."""
    if signer.key is None:
        raise SmimeFailed("There is no private key.")
    builder = pkcs7.PKCS7SignatureBuilder().set_data(entity)
    builder = builder.add_signer(signer.certificate, signer.key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    return builder.sign(serialization.Encoding.DER, options)


def encrypt(entity: bytes, recipients: Sequence[x509.Certificate]) -> bytes:
    """For all of them (DER). Raises SmimeFailed."""
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(entity)
    try:
        for one in recipients:
            builder = builder.add_recipient(one)
        return builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])
    except (TypeError, ValueError, UnsupportedAlgorithm) as error:
        raise SmimeFailed(f"It cannot be encrypted for everybody: {error}.") from error


def decrypt(raw: bytes, ours: Sequence[Identity]) -> bytes:
    """With any of our keys. Raises SmimeFailed."""
    keys = [(one.certificate, one.key) for one in ours if one.key is not None]
    try:
        return envelopes.decrypt(raw, keys)
    except envelopes.CannotOpen as problem:
        raise SmimeFailed(str(problem)) from problem


def distrust(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    trusted: Sequence[x509.Certificate],
    now: datetime,
) -> str:
    """Why a signer is not to be trusted (English); empty when it is: known here, or issued by one that is.

    A certificate that bears an address speaks for its owner alone: what OpenSSL makes calls itself an authority.
    """
    known = {one.fingerprint(hashes.SHA256()) for one in trusted}
    current = certificate
    for _ in range(_LONGEST_CHAIN):
        if not current.not_valid_before_utc <= now <= current.not_valid_after_utc:
            return "a certificate is out of date"
        if current.fingerprint(hashes.SHA256()) in known:
            return ""
        issuer = next((one for one in (*trusted, *others) if _issued(current, one)), None)
        if issuer is None or issuer == current:
            break
        current = issuer
    return "the signer's certificate is not known here, nor is who issued it"


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        if emails_of(issuer):
            return False
        if not issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False
    return True
