"""What an identity provider says of somebody: nothing counts that it has not signed, for us, for now."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import encryption, signatures, xml
from gotrs_api.identity.providers.saml.messages import LEEWAY, SUCCESS, NameId, moment
from gotrs_api.identity.providers.saml.metadata import IdentityProvider, ServiceProvider

BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
TRANSIENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
_PLAIN, _ENCRYPTED = xml.name("saml", "Assertion"), xml.name("saml", "EncryptedAssertion")
_CONDITIONS = {xml.name("saml", local) for local in ("AudienceRestriction", "OneTimeUse", "ProxyRestriction")}


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """`in_response_to` is "" where nobody asked; it counts once, until `ends_at`. Attributes by name and by friendly name."""

    id: str
    in_response_to: str
    ends_at: datetime
    signed_in_at: datetime | None
    name_id: NameId
    attributes: Mapping[str, tuple[str, ...]]


def read(idp: IdentityProvider, service: ServiceProvider, message: str, now: datetime) -> Assertion:
    """From the field `SAMLResponse`. Raises ProviderUnavailable (`xml`, `status`, `signature`, `assertion`)."""
    try:
        response = xml.parse(b64decode(message))
    except (NotBase64, ValueError) as error:
        raise ProviderUnavailable("xml", "the message cannot be read") from error
    _require_success(idp, service, response)
    assertion = _signed_assertion(idp, service, response, now)
    confirmation = _confirmation(service, assertion, now)
    _require_for_us(idp, service, assertion, now)
    told = confirmation.get("InResponseTo", "")
    if response.get("InResponseTo", told) != told:
        raise ProviderUnavailable("assertion", "not right: InResponseTo")
    ends_at = moment(confirmation.get("NotOnOrAfter"))
    statement = xml.find(assertion, "saml:AuthnStatement")
    assert ends_at is not None
    return Assertion(
        id=assertion.get("ID", ""),
        in_response_to=told,
        ends_at=ends_at + LEEWAY,
        signed_in_at=moment(statement.get("AuthnInstant")) if statement is not None else None,
        name_id=_name_id(assertion),
        attributes=_attributes(assertion),
    )


def _require_success(idp: IdentityProvider, service: ServiceProvider, response: etree._Element) -> None:
    if response.tag != xml.name("samlp", "Response") or response.get("Version") != "2.0":
        raise ProviderUnavailable("xml", "it is no answer of SAML 2.0")
    codes = [one.get("Value", "") for one in response.iterfind("samlp:Status//samlp:StatusCode", xml.NAMES)]
    if codes[:1] != [SUCCESS]:
        said = " ".join(code.rpartition(":")[2] for code in codes)
        raise ProviderUnavailable("status", f"the provider answers {said or 'nothing'}"[:200])
    issuer = xml.find(response, "saml:Issuer")
    wrong = {
        "Issuer": issuer is not None and xml.text(issuer) != idp.entity_id,
        "Destination": response.get("Destination", service.acs_url) != service.acs_url,
    }
    _require_right("status", wrong)


def _signed_assertion(
    idp: IdentityProvider, service: ServiceProvider, response: etree._Element, now: datetime
) -> etree._Element:
    """The only one there is, as it was signed by itself or within the whole answer, and deciphered if need be."""
    _only_assertion(response)
    is_signed = xml.find(response, "ds:Signature") is not None
    if is_signed:  # over what is sent, so before anything in it is deciphered
        response = signatures.signed_element(response, "./", response, idp.certificates, now)
    assertion = _only_assertion(response)
    if assertion.tag == _ENCRYPTED:
        opened = encryption.deciphered(assertion, service.key)
        response.replace(assertion, opened)
        assertion = _only_assertion(response)
        if assertion.tag == _ENCRYPTED:
            raise ProviderUnavailable("decryption", "it is encrypted twice")
    if xml.find(assertion, "ds:Signature") is not None:
        location = f"./{_PLAIN}/"
        return signatures.signed_element(response, location, assertion, idp.certificates, now)
    if not is_signed:
        raise ProviderUnavailable("signature", "nothing is signed")
    return assertion


def _only_assertion(response: etree._Element) -> etree._Element:
    everywhere = list(response.iter(_PLAIN, _ENCRYPTED))
    if len(everywhere) != 1 or everywhere[0].getparent() is not response:
        raise ProviderUnavailable("assertion", "there is not exactly one")
    return everywhere[0]


def _confirmation(service: ServiceProvider, assertion: etree._Element, now: datetime) -> etree._Element:
    """saml-profiles §4.1.4.3: one by which whoever brings the assertion is the one it is about, here and now."""
    failed: list[str] = ["bearer"]
    for one in xml.find_all(assertion, "saml:Subject/saml:SubjectConfirmation"):
        data = xml.find(one, "saml:SubjectConfirmationData")
        if one.get("Method") != BEARER or data is None:
            continue
        ends = moment(data.get("NotOnOrAfter"))
        wrong = {
            "Recipient": data.get("Recipient") != service.acs_url,
            "NotOnOrAfter": ends is None or ends + LEEWAY <= now,
            "NotBefore": data.get("NotBefore") is not None,
        }
        failed = [name for name, is_wrong in wrong.items() if is_wrong]
        if not failed:
            return data
    raise ProviderUnavailable("assertion", f"not right: {', '.join(failed)}")


def _require_for_us(idp: IdentityProvider, service: ServiceProvider, assertion: etree._Element, now: datetime) -> None:
    conditions = xml.find(assertion, "saml:Conditions")
    statement = xml.find(assertion, "saml:AuthnStatement")
    if conditions is None or statement is None:
        raise ProviderUnavailable("assertion", "it has no conditions or tells of no sign-in")
    audiences = [
        {xml.text(audience) for audience in xml.find_all(one, "saml:Audience")}
        for one in xml.find_all(conditions, "saml:AudienceRestriction")
    ]
    begins, ends = moment(conditions.get("NotBefore")), moment(conditions.get("NotOnOrAfter"))
    issued, session_ends = moment(assertion.get("IssueInstant")), moment(statement.get("SessionNotOnOrAfter"))
    wrong = {
        "Version": assertion.get("Version") != "2.0",
        "ID": not assertion.get("ID"),
        "Issuer": xml.text(xml.find(assertion, "saml:Issuer")) != idp.entity_id,
        "IssueInstant": issued is None or issued > now + LEEWAY,
        "Audience": not audiences or not all(service.entity_id in named for named in audiences),
        "NotBefore": begins is not None and begins > now + LEEWAY,
        "NotOnOrAfter": ends is not None and ends + LEEWAY <= now,
        "SessionNotOnOrAfter": session_ends is not None and session_ends + LEEWAY <= now,
        "Conditions": any(one.tag not in _CONDITIONS for one in conditions),
    }
    _require_right("assertion", wrong)


def _require_right(step: str, wrong: Mapping[str, bool]) -> None:
    if failed := [name for name, is_wrong in wrong.items() if is_wrong]:
        raise ProviderUnavailable(step, f"not right: {', '.join(failed)}")


def _name_id(assertion: etree._Element) -> NameId:
    element = xml.find(assertion, "saml:Subject/saml:NameID")
    statement = xml.find(assertion, "saml:AuthnStatement")
    return NameId(
        value=xml.text(element),
        format=element.get("Format", "") if element is not None else "",
        session_index=statement.get("SessionIndex", "") if statement is not None else "",
    )


def _attributes(assertion: etree._Element) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in xml.find_all(assertion, "saml:AttributeStatement/saml:Attribute"):
        values = tuple(value for element in xml.find_all(one, "saml:AttributeValue") if (value := xml.text(element)))
        for name in (one.get("FriendlyName"), one.get("Name")):
            if name:
                found[name] = found.get(name, ()) + values
    return found
