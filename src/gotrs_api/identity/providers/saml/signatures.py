"""Signatures in XML and in addresses, and our own key."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import unquote_plus, urlencode

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, XMLVerifier

from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import xml

SHA256: Final = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
_HASHES: Final[Mapping[str, hashes.HashAlgorithm]] = {
    SHA256: hashes.SHA256(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384": hashes.SHA384(),
    "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512": hashes.SHA512(),
}
# Neither SHA-1 nor keys that both sides know (HMAC).
_METHODS = frozenset(
    {
        SignatureMethod.RSA_SHA256, SignatureMethod.RSA_SHA384, SignatureMethod.RSA_SHA512,
        SignatureMethod.SHA256_RSA_MGF1, SignatureMethod.SHA384_RSA_MGF1, SignatureMethod.SHA512_RSA_MGF1,
        SignatureMethod.ECDSA_SHA256, SignatureMethod.ECDSA_SHA384, SignatureMethod.ECDSA_SHA512,
    }
)  # fmt: skip
_DIGESTS = frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512})
KEY_LIFETIME = timedelta(days=3650)


def signed_element(
    root: etree._Element, location: str, wanted: etree._Element, certificates: Sequence[x509.Certificate], now: datetime
) -> etree._Element:
    """`wanted`, as it was signed: read anew from the very bytes that the signature covers.

    The signature stands at `location`, covers one element, and that is `wanted` by name and id: what else a document
    holds, or where it was moved to, plays no part (signature wrapping). Raises ProviderUnavailable (`signature`).
    """
    said = "no certificate"
    for certificate in certificates:
        expected = SignatureConfiguration(
            location=location,
            expect_references=1,
            signature_methods=_METHODS,
            digest_algorithms=_DIGESTS,
            ignore_ambiguous_key_info=True,
            verification_time=now,
        )
        try:
            result = XMLVerifier().verify(root, x509_cert=certificate, id_attribute="ID", expect_config=expected)
        except (SignXMLException, etree.LxmlError, ValueError, TypeError) as error:
            said = f"{type(error).__name__}: {error}"
            continue
        found = None if isinstance(result, list) else result.signed_xml
        if found is None or found.tag != wanted.tag or not wanted.get("ID") or found.get("ID") != wanted.get("ID"):
            raise ProviderUnavailable("signature", "something else is signed")
        signed: etree._Element = found
        return signed
    raise ProviderUnavailable("signature", said[:300])


def signed(root: etree._Element, key: str, certificate: str) -> etree._Element:
    """A message of ours with an enveloped signature behind its issuer (saml-core §5.4); both are PEM."""
    root.insert(1, etree.Element(xml.name("ds", "Signature"), Id="placeholder", nsmap={"ds": xml.SIGNATURE}))
    signer = XMLSigner(c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0)
    found: etree._Element = signer.sign(root, key=key, cert=certificate, reference_uri=root.get("ID"))
    return found


def signed_query(parameters: Mapping[str, str], key: str) -> str:
    """saml-bindings §3.4.4.1; `key` is PEM."""
    query = urlencode({**parameters, "SigAlg": SHA256})
    private = serialization.load_pem_private_key(key.encode(), password=None)
    assert isinstance(private, rsa.RSAPrivateKey)
    signature = private.sign(query.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{query}&{urlencode({'Signature': b64encode(signature).decode()})}"


def require_signed_query(query: str, message: str, certificates: Sequence[x509.Certificate]) -> None:
    """Over the query as it was sent, since it may be encoded in more than one way. Raises ProviderUnavailable."""
    pairs = [pair.partition("=") for pair in query.split("&")]
    sent = {name: value for name, _, value in pairs}
    if len(sent) != len(pairs):
        raise ProviderUnavailable("signature", "a parameter is given twice")
    covered = "&".join(f"{name}={sent[name]}" for name in (message, "RelayState", "SigAlg") if name in sent)
    algorithm = _HASHES.get(unquote_plus(sent.get("SigAlg", "")))
    if algorithm is None:
        raise ProviderUnavailable("signature", "it is not signed, or in a way that does not count")
    try:
        signature = b64decode(unquote_plus(sent.get("Signature", "")))
    except ValueError as error:
        raise ProviderUnavailable("signature", "it cannot be read") from error
    for certificate in certificates:
        public = certificate.public_key()
        if isinstance(public, rsa.RSAPublicKey):
            try:
                public.verify(signature, covered.encode(), padding.PKCS1v15(), algorithm)
            except InvalidSignature:
                continue
            return
    raise ProviderUnavailable("signature", "somebody else signed it")


def new_key(name: str, now: datetime) -> dict[str, str]:
    """A key of ours and its certificate, for the provider's configuration; takes a tenth of a second."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"GOTRS {name}"[:64])])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + KEY_LIFETIME)
        .sign(private, hashes.SHA256())
    )
    secret = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "signing_key": secret.decode(),
        "signing_certificate": certificate.public_bytes(serialization.Encoding.PEM).decode(),
    }
