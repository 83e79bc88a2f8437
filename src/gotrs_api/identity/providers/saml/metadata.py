"""Who both sides are: the identity provider's metadata read, ours written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography import x509
from lxml import etree

from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import xml
from gotrs_api.identity.providers.saml.encryption import PREFERRED

REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """`sign_in_url` is asked by redirect, `sign_out_url` by `sign_out_binding`; `certificates` sign, any of them."""

    entity_id: str
    sign_in_url: str
    sign_out_url: str
    sign_out_answer_url: str
    sign_out_binding: str
    certificates: tuple[x509.Certificate, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceProvider:
    """This desk, for one provider. `certificate` is PEM, and so is its `key`."""

    entity_id: str
    acs_url: str
    sign_out_url: str
    certificate: str
    key: str = field(repr=False)

    @classmethod
    def at(cls, origin: str, provider: str, certificate: str, key: str) -> ServiceProvider:
        base = f"{origin}/auth/saml/{provider}"
        return cls(
            entity_id=f"{base}/metadata",
            acs_url=f"{base}/acs",
            sign_out_url=f"{base}/slo",
            certificate=certificate,
            key=key,
        )


@lru_cache(maxsize=32)
def read(text: str) -> IdentityProvider:
    """Raises ProviderUnavailable (`metadata`, `xml`)."""
    root = xml.parse(text.strip().encode())
    entities = [root] if root.tag == xml.name("md", "EntityDescriptor") else xml.find_all(root, "md:EntityDescriptor")
    described = [
        (entity, found) for entity in entities if (found := xml.find(entity, "md:IDPSSODescriptor")) is not None
    ]
    if len(described) != 1:
        raise ProviderUnavailable("metadata", f"it describes {len(described)} identity providers, not one")
    entity, descriptor = described[0]
    sign_in = _offered(descriptor, "SingleSignOnService", REDIRECT)
    sign_out = _offered(descriptor, "SingleLogoutService", REDIRECT, POST)
    if sign_in is None:
        raise ProviderUnavailable("metadata", "it offers no sign-in by redirect")
    certificates = tuple(_certificates(descriptor))
    if not certificates or not entity.get("entityID"):
        raise ProviderUnavailable("metadata", "it names no entity or no signing certificate")
    sign_out_url = sign_out.get("Location", "") if sign_out is not None else ""
    return IdentityProvider(
        entity_id=entity.get("entityID", ""),
        sign_in_url=_safe(sign_in.get("Location", "")),
        sign_out_url=_safe(sign_out_url) if sign_out_url else "",
        sign_out_answer_url=_safe((sign_out.get("ResponseLocation") if sign_out is not None else "") or sign_out_url)
        if sign_out_url
        else "",
        sign_out_binding=sign_out.get("Binding", "") if sign_out is not None else "",
        certificates=certificates,
    )


def ours(service: ServiceProvider) -> bytes:
    """For the identity provider."""
    root = etree.Element(xml.name("md", "EntityDescriptor"), entityID=service.entity_id, nsmap={"md": xml.METADATA})
    descriptor = etree.SubElement(
        root,
        xml.name("md", "SPSSODescriptor"),
        AuthnRequestsSigned="true",
        WantAssertionsSigned="true",
        protocolSupportEnumeration=xml.PROTOCOL,
    )
    _describe_key(descriptor, "signing", service.certificate)
    encryption = _describe_key(descriptor, "encryption", service.certificate)
    for algorithm in PREFERRED:
        etree.SubElement(encryption, xml.name("md", "EncryptionMethod"), Algorithm=algorithm)
    for binding in (REDIRECT, POST):
        etree.SubElement(
            descriptor, xml.name("md", "SingleLogoutService"), Binding=binding, Location=service.sign_out_url
        )
    etree.SubElement(
        descriptor,
        xml.name("md", "AssertionConsumerService"),
        Binding=POST,
        Location=service.acs_url,
        index="0",
        isDefault="true",
    )
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _describe_key(descriptor: etree._Element, use: str, certificate: str) -> etree._Element:
    key = etree.SubElement(descriptor, xml.name("md", "KeyDescriptor"), use=use)
    information = etree.SubElement(key, xml.name("ds", "KeyInfo"), nsmap={"ds": xml.SIGNATURE})
    data = etree.SubElement(information, xml.name("ds", "X509Data"))
    lines = certificate.strip().splitlines()
    etree.SubElement(data, xml.name("ds", "X509Certificate")).text = "".join(lines[1:-1])
    return key


def _offered(descriptor: etree._Element, service: str, *bindings: str) -> etree._Element | None:
    """By the first binding that there is."""
    services = {one.get("Binding"): one for one in reversed(xml.find_all(descriptor, f"md:{service}"))}
    return next((services[binding] for binding in bindings if binding in services), None)


def _certificates(descriptor: etree._Element) -> list[x509.Certificate]:
    found = []
    for key in xml.find_all(descriptor, "md:KeyDescriptor"):
        if key.get("use") in (None, "signing"):
            for one in xml.find_all(key, "ds:KeyInfo/ds:X509Data/ds:X509Certificate"):
                pem = f"-----BEGIN CERTIFICATE-----\n{xml.text(one)}\n-----END CERTIFICATE-----\n"
                try:
                    found.append(x509.load_pem_x509_certificate(pem.encode()))
                except ValueError as error:
                    raise ProviderUnavailable("metadata", "a certificate cannot be read") from error
    return found


def _safe(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1")):
        return url
    raise ProviderUnavailable("metadata", f"{url[:200]} is not https")
