"""Verifying a signed CMS message (RFC 5652), which `cryptography` cannot do yet: it signs, encrypts and decrypts."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from gotrs_api.mail.security import der
from gotrs_api.mail.security.der import Node, NotDer

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_PSS = "1.2.840.113549.1.1.10"
HASHES: dict[str, hashes.HashAlgorithm] = {
    "1.3.14.3.2.26": hashes.SHA1(),
    "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
    "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
    "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
}
_SIGNED_ATTRIBUTES, _CERTIFICATES, _CONTENT = 0xA0, 0xA0, 0xA0
_MAX_SIGNERS = 10
BROKEN_CERTIFICATE = (ValueError, x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)


class BadSignature(Exception):
    """The signature does not fit, or cannot be read; the message says why (English)."""


@dataclass(frozen=True)
class SignedContent:
    """What was signed, and the certificates of those who did; `others` came along."""

    content: bytes
    signers: tuple[x509.Certificate, ...]
    others: tuple[x509.Certificate, ...]


def verify(raw: bytes, detached: bytes | None = None) -> SignedContent:
    """Check every signature mathematically; whether the signers are to be trusted is another question.

    `detached` is the content where the message does not hold it. Raises BadSignature.
    """
    try:
        return _verify(raw, detached)
    except (NotDer, TypeError, IndexError, UnsupportedAlgorithm, *BROKEN_CERTIFICATE) as error:
        raise BadSignature(f"The signature cannot be read: {error}.") from error


def _verify(raw: bytes, detached: bytes | None) -> SignedContent:
    info = der.read(raw)
    if info.child(0).oid != _SIGNED_DATA:
        raise NotDer("it is no signed message")
    data = info.child(1).child(0, der.SEQUENCE)
    inner = data.child(2, der.SEQUENCE)
    holder = inner.tagged(_CONTENT)
    content = holder.child(0).octets if holder is not None else detached
    if content is None:
        raise BadSignature("What was signed is missing.")
    bundle = data.tagged(_CERTIFICATES)
    certificates = [
        _readable(x509.load_der_x509_certificate(node.whole))
        for node in (bundle.children if bundle is not None else ())
        if node.tag == der.SEQUENCE
    ]
    signer_infos = data.children[-1]
    if signer_infos.tag != der.SET or not signer_infos.children:
        raise BadSignature("Nobody signed it.")
    signers = tuple(_signer(node, content, certificates) for node in signer_infos.children[:_MAX_SIGNERS])
    others = tuple(one for one in certificates if one not in signers)
    return SignedContent(content, signers, others)


def _readable(certificate: x509.Certificate) -> x509.Certificate:
    """It is read piece by piece, when asked: what is broken in it is to be known now. Raises BROKEN_CERTIFICATE."""
    _ = certificate.subject, certificate.issuer, certificate.extensions
    _ = certificate.not_valid_before_utc, certificate.not_valid_after_utc, certificate.public_key()
    return certificate


def _signer(info: Node, content: bytes, certificates: list[x509.Certificate]) -> x509.Certificate:
    certificate = _find(info.child(1), certificates)
    algorithm = HASHES.get(info.child(2, der.SEQUENCE).child(0).oid)
    if algorithm is None:
        raise BadSignature("The kind of digest is not known.")
    at, signed = 3, content
    if info.child(3).tag == _SIGNED_ATTRIBUTES:
        attributes = info.child(3)
        _check_digest(attributes, content, algorithm)
        # They are signed as a set, whatever their tag in the message (RFC 5652, 5.4).
        signed = bytes([der.SET]) + attributes.whole[1:]
        at = 4
    _check(certificate, info.child(at, der.SEQUENCE), info.child(at + 1, der.OCTETS).content, signed, algorithm)
    return certificate


def is_signed(raw: bytes) -> bool:
    """Whether it is a signed message, whatever the mail calls it."""
    try:
        return der.read(raw).child(0).oid == _SIGNED_DATA
    except (NotDer, IndexError):
        return False


def is_of(identifier: Node, certificate: x509.Certificate) -> bool:
    """Whether a message means this certificate: by issuer and serial number, or by the key's identifier."""
    if identifier.tag == der.SEQUENCE:
        serial = int.from_bytes(identifier.child(1, der.INTEGER).content, "big", signed=True)
        issuer = identifier.child(0).whole
        return certificate.serial_number == serial and certificate.issuer.public_bytes() == issuer
    try:
        own = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    except (x509.ExtensionNotFound, ValueError):
        own = x509.SubjectKeyIdentifier.from_public_key(certificate.public_key())
    return own.digest == identifier.content


def _find(identifier: Node, certificates: list[x509.Certificate]) -> x509.Certificate:
    for certificate in certificates:
        if is_of(identifier, certificate):
            return certificate
    raise BadSignature("The signer's certificate did not come along.")


def _check_digest(attributes: Node, content: bytes, algorithm: hashes.HashAlgorithm) -> None:
    for attribute in attributes.children:
        if attribute.child(0).oid == _MESSAGE_DIGEST:
            digest = hashlib.new(algorithm.name, content).digest()
            if not hmac.compare_digest(digest, attribute.child(1).child(0, der.OCTETS).content):
                raise BadSignature("The content was changed after it was signed.")
            return
    raise BadSignature("The digest of the content is missing.")


def _check(
    certificate: x509.Certificate, algorithm: Node, signature: bytes, signed: bytes, digest: hashes.HashAlgorithm
) -> None:
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            pss = algorithm.child(0).oid == _PSS
            key.verify(
                signature,
                signed,
                padding.PSS(padding.MGF1(digest), padding.PSS.AUTO) if pss else padding.PKCS1v15(),
                digest,
            )
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(digest))
        else:
            raise BadSignature("The kind of key is not known.")
    except InvalidSignature:
        raise BadSignature("The signature does not fit the content.") from None
