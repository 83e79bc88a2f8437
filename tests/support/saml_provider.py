"""A SAML identity provider by pysaml2, which signs with xmlsec1: an implementation that shares nothing with ours."""

from __future__ import annotations

import shutil
import subprocess
import warnings
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAMEID_FORMAT_PERSISTENT, NameID
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256
from signxml.signer import XMLSigner

from gotrs_api.identity.providers.saml import signatures

with warnings.catch_warnings(action="ignore"):  # it names a cipher at its former place
    from saml2.server import Server

ENTITY = "https://idp.example.org/metadata"
BASE = "https://idp.example.org"
NAMES = {
    "saml": "urn:oasis:names:tc:SAML:2.0:assertion",
    "samlp": "urn:oasis:names:tc:SAML:2.0:protocol",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
    "xenc": "http://www.w3.org/2001/04/xmlenc#",
}
OLGA: dict[str, list[str]] = {
    "uid": ["olga"],
    "mail": ["olga@example.org"],
    "givenName": ["Olga"],
    "sn": ["Orlova"],
    "groups": ["staff"],
}
_ENCRYPTION = """<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
    xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Type="http://www.w3.org/2001/04/xmlenc#Element">
  <xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>
  <ds:KeyInfo><xenc:EncryptedKey>
    <xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/>
    <ds:KeyInfo><ds:X509Data/></ds:KeyInfo>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
  </xenc:EncryptedKey></ds:KeyInfo>
  <xenc:CipherData><xenc:CipherValue/></xenc:CipherData>
</xenc:EncryptedData>"""
Change = Callable[[etree._Element], None]


def altered(message: str, change: Change) -> str:
    """As a thief would, after it was signed."""
    root = etree.fromstring(b64decode(message))
    change(root)
    return b64encode(etree.tostring(root)).decode()


@dataclass
class SamlProvider:
    folder: Path
    key: dict[str, str] = field(default_factory=lambda: signatures.new_key("idp", datetime.now(UTC)))
    attributes: dict[str, list[str]] = field(default_factory=lambda: dict(OLGA))
    subject: str = "olga-0001"
    logout_binding: str = BINDING_HTTP_REDIRECT
    server: Server | None = None

    def __post_init__(self) -> None:
        (self.folder / "idp.key").write_text(self.key["signing_key"])
        (self.folder / "idp.pem").write_text(self.key["signing_certificate"])

    def metadata(self) -> str:
        text: bytes = create_metadata_string("", config=self._config())
        return text.decode()

    def meet(self, our_metadata: str) -> None:
        """The desk's metadata, as its administrator would hand it over."""
        (self.folder / "sp.xml").write_text(our_metadata)
        self.server = Server(config=self._config({"local": [str(self.folder / "sp.xml")]}))

    def answer(self, asked: str, *, sign: str = "assertion", unsolicited: bool = False) -> str:
        """The form field for a browser that came by the address `asked`: signed by xmlsec1."""
        server = self._server()
        told = self.read(asked)
        response = server.create_authn_response(
            identity=self.attributes,
            in_response_to="" if unsolicited else told["id"],
            destination=told["acs"],
            sp_entity_id=told["issuer"],
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=self.subject),
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password", "authn_auth": ENTITY},
            sign_assertion=sign == "assertion",
            sign_response=sign == "response",
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
        )
        return b64encode(str(response).encode()).decode()

    def encrypted_answer(self, asked: str, our_certificate: str, *, sign: str = "assertion") -> str:
        """Its assertion can only be read with our key; encrypted by xmlsec1 (pysaml2 itself only knows triple DES)."""
        root = etree.fromstring(b64decode(self.answer(asked, sign="assertion" if sign == "assertion" else "nothing")))
        assertion = root.find("saml:Assertion", NAMES)
        assert assertion is not None
        names = ("assertion.xml", "template.xml", "ours.pem", "encrypted.xml")
        plain, template, certificate, encrypted = (self.folder / name for name in names)
        plain.write_bytes(etree.tostring(assertion, with_tail=False))
        template.write_text(_ENCRYPTION)
        certificate.write_text(our_certificate)
        by = ["--pubkey-cert-pem", str(certificate), "--session-key", "aes-256", "--xml-data", str(plain)]
        command = [shutil.which("xmlsec1") or "", "--encrypt", *by, "--output", str(encrypted), str(template)]
        subprocess.run(command, check=True, capture_output=True)
        wrapper = etree.Element(f"{{{NAMES['saml']}}}EncryptedAssertion", nsmap={"saml": NAMES["saml"]})
        wrapper.append(etree.fromstring(encrypted.read_bytes()))
        root.replace(assertion, wrapper)
        if sign == "response":
            root = self._signed(root, self.key)
        return b64encode(etree.tostring(root)).decode()

    def altered_answer(self, asked: str, change: Change) -> str:
        """One that says something else than usual, and is signed."""
        root = etree.fromstring(b64decode(self.answer(asked, sign="nothing")))
        change(root)
        return b64encode(etree.tostring(self.sign(root))).decode()

    def sign(self, root: etree._Element, key: dict[str, str] | None = None) -> etree._Element:
        assertion = root.find("saml:Assertion", NAMES)
        assert assertion is not None
        root.replace(assertion, self._signed(assertion, key or self.key))
        return root

    @staticmethod
    def _signed(element: etree._Element, by: dict[str, str]) -> etree._Element:
        place = etree.Element(f"{{{NAMES['ds']}}}Signature", Id="placeholder", nsmap={"ds": NAMES["ds"]})
        element.insert(1, place)
        signer = XMLSigner(c14n_algorithm="http://www.w3.org/2001/10/xml-exc-c14n#")
        signed: etree._Element = signer.sign(
            element, key=by["signing_key"], cert=by["signing_certificate"], reference_uri=element.get("ID")
        )
        return signed

    def read(self, asked: str) -> dict[str, str]:
        """What our request says; its signature is checked."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        request = self._server().parse_authn_request(
            query["SAMLRequest"],
            BINDING_HTTP_REDIRECT,
            relay_state=query.get("RelayState"),
            sigalg=query["SigAlg"],
            signature=query["Signature"],
        )
        message = request.message
        return {
            "id": message.id,
            "issuer": message.issuer.text,
            "acs": message.assertion_consumer_service_url,
            "destination": message.destination,
        }

    def posted_logout_request(self, our_entity: str, address: str) -> dict[str, str]:
        """The same as the fields of a form."""
        server = self._server()
        name_id = NameID(format=NAMEID_FORMAT_PERSISTENT, text=self.subject)
        _id, request = server.create_logout_request(
            address, our_entity, name_id=name_id, sign=True, sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256
        )
        return {"SAMLRequest": b64encode(str(request).encode()).decode(), "RelayState": "r-1"}

    def logout_request(self, our_entity: str, address: str, subject: str = "") -> str:
        """An address of ours by which the provider ends somebody's sign-in."""
        server = self._server()
        name_id = NameID(format=NAMEID_FORMAT_PERSISTENT, text=subject or self.subject)
        _id, request = server.create_logout_request(address, our_entity, name_id=name_id)
        sent = server.apply_binding(
            BINDING_HTTP_REDIRECT, str(request), address, relay_state="r-1", sign=True, sigalg=SIG_RSA_SHA256
        )
        found: str = dict(sent["headers"])["Location"]
        return found

    def read_logout_request(self, asked: str) -> dict[str, str]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
        request = self._server().parse_logout_request(
            query["SAMLRequest"], BINDING_HTTP_REDIRECT, sigalg=query["SigAlg"], signature=query["Signature"]
        )
        return {"subject": request.message.name_id.text, "session": request.message.session_index[0].text}

    def read_posted(self, field: str, kind: str) -> Any:
        """What a form of ours says (`logout_request`, `logout_response`); its signature is checked."""
        server = self._server()
        read = server.parse_logout_request if kind == "logout_request" else server.parse_logout_request_response
        return read(field, BINDING_HTTP_POST)

    def _server(self) -> Server:
        assert self.server is not None, "meet() comes first"
        return self.server

    def _config(self, metadata: dict[str, Any] | None = None) -> IdPConfig:
        service = {
            "endpoints": {
                "single_sign_on_service": [(f"{BASE}/sso", BINDING_HTTP_REDIRECT)],
                "single_logout_service": [(f"{BASE}/slo", self.logout_binding)],
            },
            "want_authn_requests_signed": True,
            "policy": {"default": {"lifetime": {"minutes": 5}, "attribute_restrictions": None}},
            "name_id_format": [NAMEID_FORMAT_PERSISTENT],
        }
        return IdPConfig().load(
            {
                "entityid": ENTITY,
                "service": {"idp": service},
                "key_file": str(self.folder / "idp.key"),
                "cert_file": str(self.folder / "idp.pem"),
                "xmlsec_binary": shutil.which("xmlsec1"),
                **({"metadata": metadata} if metadata else {}),
            }
        )
