"""XML that strangers sent: read without a DTD, without entities, without a network, and not at any length."""

from __future__ import annotations

from lxml import etree

from gotrs_api.identity.providers.external import ProviderUnavailable

SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#"
NAMES = {"saml": SAML, "samlp": PROTOCOL, "md": METADATA, "ds": SIGNATURE, "xenc": ENCRYPTION}
MAX_BYTES = 512 * 1024


def parse(raw: bytes) -> etree._Element:
    """Comments are gone: they must not cut a name in two (CVE-2017-11427). Raises ProviderUnavailable (`xml`)."""
    if len(raw) > MAX_BYTES:
        raise ProviderUnavailable("xml", "too long")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ProviderUnavailable("xml", f"not well-formed: {error}"[:300]) from error
    information = root.getroottree().docinfo
    if information.internalDTD is not None or information.externalDTD is not None:
        raise ProviderUnavailable("xml", "it has a document type")
    return root


def find(element: etree._Element, path: str) -> etree._Element | None:
    return element.find(path, NAMES)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    return element.findall(path, NAMES)


def text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def name(prefix: str, local: str) -> str:
    return f"{{{NAMES[prefix]}}}{local}"
