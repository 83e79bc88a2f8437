"""What of a SAML answer counts: signed, about one person, for this desk, for now. Made by pysaml2 and xmlsec1."""

from __future__ import annotations

import copy
import shutil
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from lxml import etree

from gotrs_api.identity.providers.config import SamlConfig
from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import assertions, messages, metadata, signatures
from gotrs_api.identity.providers.saml.assertions import Assertion
from gotrs_api.identity.providers.saml.identities import identity_of
from gotrs_api.identity.providers.saml.metadata import ServiceProvider
from tests.support.saml_provider import NAMES, SamlProvider, altered

SAML = f"{{{NAMES['saml']}}}"


@pytest.fixture(scope="module")
def idp(tmp_path_factory: pytest.TempPathFactory) -> SamlProvider:
    if shutil.which("xmlsec1") is None:
        pytest.skip("xmlsec1, by which pysaml2 signs, is not installed")
    provider = SamlProvider(tmp_path_factory.mktemp("idp"))
    provider.meet(metadata.ours(service()).decode())
    return provider


@pytest.fixture(scope="module")
def there(idp: SamlProvider) -> str:
    """Where the desk sends a browser to."""
    described = metadata.read(idp.metadata())
    return messages.sign_in_url(described, service(), messages.new_id(), datetime.now(UTC))


@pytest.fixture(scope="module")
def signed(idp: SamlProvider, there: str) -> str:
    """An answer that counts."""
    return idp.answer(there)


def service() -> ServiceProvider:
    return ServiceProvider.at("https://desk.example", "corp", OUR_KEY["signing_certificate"], OUR_KEY["signing_key"])


OUR_KEY = signatures.new_key("corp", datetime.now(UTC))


def read(idp: SamlProvider, message: str) -> Assertion:
    return assertions.read(metadata.read(idp.metadata()), service(), message, datetime.now(UTC))


def config(idp: SamlProvider, **more: str) -> SamlConfig:
    return SamlConfig.model_validate({"idp_metadata": idp.metadata(), **more})


def refusal_of(idp: SamlProvider, message: str) -> str:
    with pytest.raises(ProviderUnavailable) as refusal:
        identity_of(config(idp), read(idp, message))
    return str(refusal.value)


@pytest.mark.parametrize("part", ["assertion", "response"])
def test_what_is_signed_says_who_somebody_is(idp: SamlProvider, there: str, part: str) -> None:
    found = read(idp, idp.answer(there, sign=part))
    assert found.in_response_to == idp.read(there)["id"]
    somebody = identity_of(config(idp), found)
    assert (somebody.external_id, somebody.login, somebody.email) == (idp.subject, "olga", "olga@example.org")
    assert somebody.groups == {"staff"}
    assert identity_of(config(idp, id_attribute="mail"), found).external_id == "olga@example.org"


@pytest.mark.parametrize("part", ["assertion", "response"])
def test_what_is_encrypted_for_us_is_deciphered(idp: SamlProvider, there: str, part: str) -> None:
    message = idp.encrypted_answer(there, OUR_KEY["signing_certificate"], sign=part)
    assert b"EncryptedAssertion" in b64decode(message)
    assert b"olga@example.org" not in b64decode(message)
    somebody = identity_of(config(idp), read(idp, message))
    assert (somebody.external_id, somebody.login, somebody.groups) == (idp.subject, "olga", {"staff"})


def test_encrypting_is_no_signing(idp: SamlProvider, there: str) -> None:
    """Everybody has our certificate and can encrypt for us."""
    assert "nothing is signed" in refusal_of(
        idp, idp.encrypted_answer(there, OUR_KEY["signing_certificate"], sign="nothing")
    )


def set_on(path: str, attribute: str, value: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        found = root.find(path, NAMES)
        assert found is not None
        found.set(attribute, value)

    return change


def say(path: str, text: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        found = root.find(path, NAMES)
        assert found is not None
        found.text = text

    return change


def drop(path: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        found = root.find(path, NAMES)
        assert found is not None
        parent = found.getparent()
        assert parent is not None
        parent.remove(found)

    return change


CONFIRMATION = "saml:Assertion/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData"
CONDITIONS = "saml:Assertion/saml:Conditions"
LONG_AGO, FAR = "2020-01-01T00:00:00Z", "2090-01-01T00:00:00Z"
NOT_FOR_US = {
    "another audience": (
        say(f"{CONDITIONS}/saml:AudienceRestriction/saml:Audience", "https://other.example"),
        "Audience",
    ),
    "no audience": (drop(f"{CONDITIONS}/saml:AudienceRestriction"), "Audience"),
    "another recipient": (set_on(CONFIRMATION, "Recipient", "https://other.example/acs"), "Recipient"),
    "confirmed too late": (set_on(CONFIRMATION, "NotOnOrAfter", LONG_AGO), "NotOnOrAfter"),
    "over": (set_on(CONDITIONS, "NotOnOrAfter", LONG_AGO), "NotOnOrAfter"),
    "not yet": (set_on(CONDITIONS, "NotBefore", FAR), "NotBefore"),
    "another question": (set_on(CONFIRMATION, "InResponseTo", "_1"), "InResponseTo"),
    "another issuer": (say("saml:Assertion/saml:Issuer", "https://other.example"), "Issuer"),
    "another destination": (set_on(".", "Destination", "https://other.example/acs"), "Destination"),
    "no conditions": (drop(CONDITIONS), "no conditions"),
    "over at no time": (set_on(CONDITIONS, "NotOnOrAfter", "soon"), "is no time"),
    "begins at no time": (set_on(CONDITIONS, "NotBefore", ""), "is no time"),
    "confirmed at no time": (set_on(CONFIRMATION, "NotOnOrAfter", "9999-12-31T23:59:59-12:00"), "is no time"),
    "nobody signed in": (drop("saml:Assertion/saml:AuthnStatement"), "no sign-in"),
    "not successful": (set_on("samlp:Status/samlp:StatusCode", "Value", "urn:x:Responder"), "Responder"),
    "nobody": (say("saml:Assertion/saml:Subject/saml:NameID", ""), "names nobody"),
}


@pytest.mark.parametrize("case", NOT_FOR_US)
def test_an_assertion_that_is_not_for_this_desk_now_is_refused(idp: SamlProvider, there: str, case: str) -> None:
    change, reason = NOT_FOR_US[case]
    assert reason in refusal_of(idp, idp.altered_answer(there, change))


def test_an_altered_answer_is_only_refused_for_its_alteration(idp: SamlProvider, there: str) -> None:
    assert read(idp, idp.altered_answer(there, lambda root: None)).name_id.value == idp.subject


@pytest.mark.parametrize("path", [CONDITIONS, CONFIRMATION])
def test_an_answer_may_count_to_the_end_of_days_and_in_tenths_of_microseconds(
    idp: SamlProvider, there: str, path: str
) -> None:
    change = set_on(path, "NotOnOrAfter", "9999-12-31T23:59:59.9999999Z")
    assert read(idp, idp.altered_answer(there, change)).name_id.value == idp.subject


def cipher(path: str, algorithm: str) -> Callable[[etree._Element], None]:
    return set_on(f".//{path}/xenc:EncryptionMethod", "Algorithm", algorithm)


def for_somebody_else(root: etree._Element) -> None:
    value = root.find(".//xenc:EncryptedKey/xenc:CipherData/xenc:CipherValue", NAMES)
    assert value is not None
    value.text = b64encode(bytes(256)).decode()


def lies_elsewhere(root: etree._Element) -> None:
    data = root.find(".//xenc:EncryptedData/xenc:CipherData", NAMES)
    assert data is not None
    data.clear()
    etree.SubElement(data, f"{{{NAMES['xenc']}}}CipherReference", URI="http://169.254.169.254/")


UNREADABLE: dict[str, tuple[Callable[[etree._Element], None], str]] = {
    "RSA 1.5": (cipher("xenc:EncryptedKey", "http://www.w3.org/2001/04/xmlenc#rsa-1_5"), "does not count"),
    "triple DES": (cipher("xenc:EncryptedData", "http://www.w3.org/2001/04/xmlenc#tripledes-cbc"), "does not count"),
    "another key": (for_somebody_else, "cannot be deciphered"),
    "elsewhere": (lies_elsewhere, "elsewhere"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_only_ciphers_that_count_are_deciphered_and_nothing_is_fetched(
    idp: SamlProvider, there: str, case: str
) -> None:
    change, reason = UNREADABLE[case]
    assert reason in refusal_of(idp, altered(idp.encrypted_answer(there, OUR_KEY["signing_certificate"]), change))


def forged(root: etree._Element) -> etree._Element:
    """A second assertion, about somebody else."""
    assertion = root.find("saml:Assertion", NAMES)
    assert assertion is not None
    evil = copy.deepcopy(assertion)
    evil.set("ID", "_evil")
    name = evil.find("saml:Subject/saml:NameID", NAMES)
    assert name is not None
    name.text = "root@localhost"
    return evil


def beside(root: etree._Element) -> None:
    root.insert(0, forged(root))


def hidden_in_extensions(root: etree._Element) -> None:
    evil, real = forged(root), root.find("saml:Assertion", NAMES)
    assert real is not None
    root.replace(real, evil)
    etree.SubElement(root, f"{{{NAMES['samlp']}}}Extensions").append(real)


def hidden_in_the_signature(root: etree._Element) -> None:
    evil, real = forged(root), root.find("saml:Assertion", NAMES)
    assert real is not None
    root.replace(real, evil)
    signature = evil.find("ds:Signature", NAMES)
    assert signature is not None
    etree.SubElement(signature, f"{{{NAMES['ds']}}}Object").append(real)


def same_id_elsewhere(root: etree._Element) -> None:
    real = root.find("saml:Assertion", NAMES)
    assert real is not None
    evil = forged(root)
    evil.set("ID", real.get("ID", ""))
    root.replace(real, evil)
    etree.SubElement(root, f"{{{NAMES['samlp']}}}Extensions").append(real)


def renamed(root: etree._Element) -> None:
    """The signed element stays as it is under another parent; what stands in its place says something else."""
    real = root.find("saml:Assertion", NAMES)
    assert real is not None
    evil = forged(root)
    root.replace(real, evil)
    wrapper = etree.SubElement(root, f"{{{NAMES['samlp']}}}Extensions")
    hidden = copy.deepcopy(real)
    hidden.tag = f"{SAML}Advice"
    wrapper.append(hidden)


ATTACKS: dict[str, Callable[[etree._Element], None]] = {
    "altered": say("saml:Assertion/saml:Subject/saml:NameID", "root@localhost"),
    "unsigned": drop("saml:Assertion/ds:Signature"),
    "beside": beside,
    "in extensions": hidden_in_extensions,
    "in the signature": hidden_in_the_signature,
    "same id": same_id_elsewhere,
    "renamed": renamed,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_only_what_is_signed_counts(idp: SamlProvider, signed: str, attack: str) -> None:
    refusal_of(idp, altered(signed, ATTACKS[attack]))


def test_an_assertion_that_somebody_else_signed_is_refused(idp: SamlProvider, there: str) -> None:
    root = etree.fromstring(b64decode(idp.answer(there, sign="nothing")))
    stranger = signatures.new_key("idp", datetime.now(UTC))
    assert "signature" in refusal_of(idp, b64encode(etree.tostring(idp.sign(root, stranger))).decode())


def test_a_comment_does_not_cut_a_name_in_two(idp: SamlProvider, signed: str) -> None:
    """Canonical form leaves comments out, so a signature stays right when one is put in (CVE-2017-11427)."""
    text = b64decode(signed).decode()
    assert f"{idp.subject}<" in text
    message = b64encode(text.replace(f"{idp.subject}<", f"{idp.subject[:4]}<!-- -->{idp.subject[4:]}<").encode())
    assert read(idp, message.decode()).name_id.value == idp.subject


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>',
        b'<!DOCTYPE r SYSTEM "http://127.0.0.1/x.dtd"><r/>',
        b"<r",
        b"",
        b"\xff\xfe",
        b"<r>" + b"x" * 600_000 + b"</r>",
    ],
    ids=["entity", "external DTD", "cut", "empty", "no text", "too long"],
)
def test_xml_that_could_do_harm_is_not_read(idp: SamlProvider, document: bytes) -> None:
    assert refusal_of(idp, b64encode(document).decode()).startswith("xml")


@pytest.mark.parametrize("broken", ["<x/>", "SingleSignOnService", "https://idp.example.org/sso", "X509Certificate"])
def test_metadata_that_describes_no_provider_is_refused(idp: SamlProvider, broken: str) -> None:
    text = "<x/>" if broken == "<x/>" else idp.metadata().replace(broken, "http://idp.example.org/sso")
    with pytest.raises((ProviderUnavailable, ValueError)):
        metadata.read(text)
    with pytest.raises(ValueError, match="metadata"):
        SamlConfig.model_validate({"idp_metadata": text})
