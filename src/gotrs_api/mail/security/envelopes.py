"""Opening an encrypted CMS message (RFC 5652, 5083): `cryptography` reads those alone that it writes itself.

Mailers still send Triple DES where they do not know their reader, and the newer ones RSA-OAEP and AES-GCM.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
from cryptography.hazmat.primitives import hashes, padding
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.ciphers import Cipher, CipherAlgorithm, algorithms, modes
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

from gotrs_api.mail.security import der
from gotrs_api.mail.security.cms import HASHES, is_of
from gotrs_api.mail.security.der import Node, NotDer

_ENVELOPED, _AUTH_ENVELOPED = "1.2.840.113549.1.7.3", "1.2.840.113549.1.9.16.1.23"
_RSA, _OAEP = "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.7"
_TRIPLE_DES = "1.2.840.113549.3.7"
_AES = "2.16.840.1.101.3.4.1."
_AES_CBC, _AES_GCM = frozenset({"2", "22", "42"}), frozenset({"6", "26", "46"})
_CONTENT, _ORIGINATOR, _AUTHENTICATED = (0x80, 0xA0), 0xA0, 0xA1
# dhSinglePass-stdDH-…kdf-scheme and its variant with the cofactor, which is 1 for every curve that is used for mail.
_KEY_AGREEMENTS: Final[dict[str, hashes.HashAlgorithm]] = {
    "1.3.133.16.840.63.0.2": hashes.SHA1(),
    "1.3.133.16.840.63.0.3": hashes.SHA1(),
    **{
        f"1.3.132.1.{scheme}.{number}": digest
        for scheme in (11, 14)
        for number, digest in enumerate((hashes.SHA224(), hashes.SHA256(), hashes.SHA384(), hashes.SHA512()))
    },
}
_AES_WRAP_BYTES: Final = {_AES + "5": 16, _AES + "25": 24, _AES + "45": 32}
_AGREEMENT, _AGREED_BY, _MATERIAL, _EPHEMERAL, _KEY_OF = 0xA1, 0xA0, 0xA1, 0xA1, 0xA0

OurKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class CannotOpen(Exception):
    """The message says why (English)."""


def decrypt(raw: bytes, ours: Sequence[tuple[x509.Certificate, OurKey]]) -> bytes:
    """With whichever of our keys it was written for. Raises CannotOpen."""
    try:
        return _decrypt(raw, ours)
    except (
        NotDer,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        InvalidTag,
        InvalidUnwrap,
        UnsupportedAlgorithm,
    ) as error:
        raise CannotOpen("It cannot be decrypted: it is damaged, or of a kind that is not known.") from error


def _decrypt(raw: bytes, ours: Sequence[tuple[x509.Certificate, OurKey]]) -> bytes:
    info = der.read(raw)
    kind = info.child(0).oid
    if kind not in (_ENVELOPED, _AUTH_ENVELOPED):
        raise NotDer("it is no encrypted message")
    parts = list(info.child(1).child(0, der.SEQUENCE).children[1:])
    if parts[0].tag == _ORIGINATOR:
        del parts[0]
    recipients, content = parts[0], parts[1]
    for recipient in recipients.children:
        for certificate, key in ours:
            secret = _content_key(recipient, certificate, key)
            if secret is not None:
                return _open(content, secret, parts[2:] if kind == _AUTH_ENVELOPED else None)
    raise CannotOpen("None of the keys here can decrypt it.")


def _content_key(recipient: Node, certificate: x509.Certificate, key: OurKey) -> bytes | None:
    """None where this part of the message is for somebody else."""
    if recipient.tag == der.SEQUENCE and isinstance(key, rsa.RSAPrivateKey) and is_of(recipient.child(1), certificate):
        return key.decrypt(recipient.child(3, der.OCTETS).content, _key_padding(recipient.child(2)))
    if recipient.tag != _AGREEMENT or not isinstance(key, ec.EllipticCurvePrivateKey):
        return None
    for one in recipient.children[-1].children:
        reader = one.child(0)
        if is_of(reader.child(0) if reader.tag == _KEY_OF else reader, certificate):
            return aes_key_unwrap(_agreed(recipient, key), one.child(1, der.OCTETS).content)
    return None


def _agreed(recipient: Node, key: ec.EllipticCurvePrivateKey) -> bytes:
    """What wraps the content's key: of our key and one that the sender made for this mail alone (RFC 5753, 3.1.2)."""
    algorithm = recipient.children[-2]
    digest, wrap = _KEY_AGREEMENTS[algorithm.child(0).oid], algorithm.child(1, der.SEQUENCE)
    length = _AES_WRAP_BYTES[wrap.child(0).oid]
    point = recipient.child(1, _AGREED_BY).child(0, _EPHEMERAL).child(1, der.BITS).content[1:]
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(key.curve, point)
    material = recipient.tagged(_MATERIAL)
    about = wrap.whole + (der.wrapped(0xA0, material.content) if material is not None else b"")
    about += der.wrapped(0xA2, der.wrapped(der.OCTETS, (length * 8).to_bytes(4, "big")))
    return X963KDF(digest, length, der.wrapped(der.SEQUENCE, about)).derive(key.exchange(ec.ECDH(), theirs))


def _key_padding(algorithm: Node) -> rsa_padding.AsymmetricPadding:
    kind = algorithm.child(0).oid
    if kind == _RSA:
        return rsa_padding.PKCS1v15()
    if kind != _OAEP:
        raise NotDer("the key is encrypted in an unknown way")
    digest: hashes.HashAlgorithm = hashes.SHA1()
    mask: hashes.HashAlgorithm = hashes.SHA1()
    for option in algorithm.child(1).children if len(algorithm.children) > 1 else ():
        if option.tag == 0xA0:
            digest = HASHES[option.child(0).child(0).oid]
        elif option.tag == 0xA1:
            mask = HASHES[option.child(0).child(1).child(0).oid]
    return rsa_padding.OAEP(rsa_padding.MGF1(mask), digest, None)


def _open(content: Node, secret: bytes, authentication: Sequence[Node] | None) -> bytes:
    """`authentication`: what follows the content where its integrity is protected."""
    algorithm, parameter = content.child(1).child(0).oid, content.child(1).child(1)
    encrypted = content.child(2)
    if encrypted.tag not in _CONTENT:
        raise NotDer("there is no content")
    if algorithm.startswith(_AES) and algorithm.removeprefix(_AES) in _AES_GCM and authentication:
        attributes = next((node for node in authentication if node.tag == _AUTHENTICATED), None)
        tag = next((node for node in authentication if node.tag == der.OCTETS), None)
        if tag is None:
            raise NotDer("the authentication is missing")
        mode = modes.GCM(parameter.child(0, der.OCTETS).content, tag.content, min_tag_length=12)
        sealed = Cipher(algorithms.AES(secret), mode).decryptor()
        if attributes is not None:  # protected as a set, whatever their tag in the message
            sealed.authenticate_additional_data(bytes([der.SET]) + attributes.whole[1:])
        return sealed.update(encrypted.octets) + sealed.finalize()
    cipher: CipherAlgorithm
    if algorithm == _TRIPLE_DES:
        cipher = TripleDES(secret)
    elif algorithm.startswith(_AES) and algorithm.removeprefix(_AES) in _AES_CBC and authentication is None:
        cipher = algorithms.AES(secret)
    else:
        raise NotDer("the content is encrypted in an unknown way")
    opener = Cipher(cipher, modes.CBC(parameter.content)).decryptor()
    padded = opener.update(encrypted.octets) + opener.finalize()
    unpadder = padding.PKCS7(cipher.block_size).unpadder()
    return unpadder.update(padded) + unpadder.finalize()
