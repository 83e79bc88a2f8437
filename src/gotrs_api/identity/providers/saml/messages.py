"""What is asked of the identity provider by the browser, and what it asks of us."""

from __future__ import annotations

import secrets
import zlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lxml import etree

from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import signatures, xml
from gotrs_api.identity.providers.saml.metadata import POST, REDIRECT, IdentityProvider, ServiceProvider

SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
LEEWAY = timedelta(minutes=2)
FRESH = timedelta(minutes=10)
_NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # some write the last day of 9999, to which nothing can be added


@dataclass(frozen=True, kw_only=True)
class NameId:
    """Of whom a session at the provider is; needed to end it."""

    value: str
    format: str
    session_index: str


@dataclass(frozen=True, kw_only=True)
class LogoutRequest:
    id: str
    name_id: str


@dataclass(frozen=True, kw_only=True)
class Onward:
    """Where the browser goes on to: with `fields` by a form that it sends there, else by a redirect."""

    url: str
    fields: Mapping[str, str] = field(default_factory=dict)


def new_id() -> str:
    """An xs:ID of 256 bits."""
    return f"_{secrets.token_hex(32)}"


def sign_in_url(
    idp: IdentityProvider,
    service: ServiceProvider,
    request_id: str,
    now: datetime,
    *,
    relay_state: str = "",
    anew: bool = False,
) -> str:
    """saml-core §3.4.1; the answer comes with the same `relay_state`. `anew`: the provider has to ask the person."""
    request = _message("AuthnRequest", service, idp.sign_in_url, request_id, now)
    request.set("ProtocolBinding", POST)
    request.set("AssertionConsumerServiceURL", service.acs_url)
    if anew:
        request.set("ForceAuthn", "true")
    etree.SubElement(request, xml.name("samlp", "NameIDPolicy"), AllowCreate="true")
    return _redirect(idp.sign_in_url, "SAMLRequest", request, relay_state, service)


def sign_out(idp: IdentityProvider, service: ServiceProvider, who: NameId, now: datetime) -> Onward:
    """saml-core §3.7.1"""
    request = _message("LogoutRequest", service, idp.sign_out_url, new_id(), now)
    name_id = etree.SubElement(request, xml.name("saml", "NameID"))
    name_id.text = who.value
    if who.format:
        name_id.set("Format", who.format)
    if who.session_index:
        etree.SubElement(request, xml.name("samlp", "SessionIndex")).text = who.session_index
    return _onward(idp, idp.sign_out_url, "SAMLRequest", request, "", service)


def signed_out(
    idp: IdentityProvider, service: ServiceProvider, request_id: str, relay_state: str, now: datetime
) -> Onward:
    """That the session is ended here, as the provider asked."""
    answer = _message("LogoutResponse", service, idp.sign_out_answer_url, new_id(), now)
    answer.set("InResponseTo", request_id)
    status = etree.SubElement(answer, xml.name("samlp", "Status"))
    etree.SubElement(status, xml.name("samlp", "StatusCode"), Value=SUCCESS)
    return _onward(idp, idp.sign_out_answer_url, "SAMLResponse", answer, relay_state, service)


def read_logout_request(
    idp: IdentityProvider, service: ServiceProvider, query: str | None, message: str, now: datetime
) -> LogoutRequest:
    """Signed, meant for us, and fresh; that it counts once is the caller's affair. Raises ProviderUnavailable.

    By redirect the address's `query` is signed; None for one that came as a form, whose signature is in the message.
    """
    if query is None:
        root = xml.parse(_unpacked(message))
        root = signatures.signed_element(root, "./", root, idp.certificates, now)
    else:
        signatures.require_signed_query(query, "SAMLRequest", idp.certificates)
        root = xml.parse(_inflated(message))
    issued, ends = moment(root.get("IssueInstant")), moment(root.get("NotOnOrAfter"))
    wrong = {
        "kind": root.tag != xml.name("samlp", "LogoutRequest"),
        "id": not root.get("ID"),
        "issuer": xml.text(xml.find(root, "saml:Issuer")) != idp.entity_id,
        "destination": root.get("Destination") != service.sign_out_url,
        "time": issued is None
        or not now - FRESH < issued < now + LEEWAY
        or (ends is not None and ends + LEEWAY <= now),
    }
    if failed := [name for name, is_wrong in wrong.items() if is_wrong]:
        raise ProviderUnavailable("logout", f"not right: {', '.join(failed)}")
    return LogoutRequest(id=root.get("ID", ""), name_id=xml.text(xml.find(root, "saml:NameID")))


def moment(text: str | None) -> datetime | None:
    """xs:dateTime, which SAML wants in UTC; a limit that cannot be read is not none. Raises ProviderUnavailable."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
        return min(found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC), _NEVER)
    except (ValueError, OverflowError) as error:
        raise ProviderUnavailable("xml", f"{text[:50]} is no time") from error


def _message(kind: str, service: ServiceProvider, to: str, message_id: str, now: datetime) -> etree._Element:
    root = etree.Element(xml.name("samlp", kind), nsmap={"samlp": xml.PROTOCOL, "saml": xml.SAML})
    root.set("ID", message_id)
    root.set("Version", "2.0")
    root.set("IssueInstant", now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    root.set("Destination", to)
    etree.SubElement(root, xml.name("saml", "Issuer")).text = service.entity_id
    return root


def _onward(
    idp: IdentityProvider, to: str, name: str, message: etree._Element, relay_state: str, service: ServiceProvider
) -> Onward:
    if idp.sign_out_binding == REDIRECT:
        return Onward(url=_redirect(to, name, message, relay_state, service))
    signed = signatures.signed(message, service.key, service.certificate)
    return Onward(url=to, fields=_fields(name, b64encode(etree.tostring(signed)).decode(), relay_state))


def _redirect(to: str, name: str, message: etree._Element, relay_state: str, service: ServiceProvider) -> str:
    query = signatures.signed_query(_fields(name, _deflated(message), relay_state), service.key)
    return f"{to}{'&' if '?' in to else '?'}{query}"


def _fields(name: str, message: str, relay_state: str) -> dict[str, str]:
    return {name: message} | ({"RelayState": relay_state} if relay_state else {})


def _deflated(root: etree._Element) -> str:
    packer = zlib.compressobj(wbits=-15)
    return b64encode(packer.compress(etree.tostring(root)) + packer.flush()).decode()


def _unpacked(message: str) -> bytes:
    try:
        return b64decode(message)
    except (NotBase64, ValueError) as error:
        raise ProviderUnavailable("xml", "the message cannot be read") from error


def _inflated(message: str) -> bytes:
    """No more than is read at all, however much it would become. Raises ProviderUnavailable."""
    try:
        unpacker = zlib.decompressobj(wbits=-15)
        found = unpacker.decompress(b64decode(message), xml.MAX_BYTES + 1)
    except (zlib.error, NotBase64, ValueError) as error:
        raise ProviderUnavailable("xml", "the message cannot be read") from error
    return found
