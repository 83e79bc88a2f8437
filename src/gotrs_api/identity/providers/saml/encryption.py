"""Encrypted assertions (xmlenc-core1): deciphered by xmlsec with our key, as far as their algorithms count."""

from __future__ import annotations

from typing import Final

from lxml import etree

from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.saml import xml

_AES: Final = "http://www.w3.org/2001/04/xmlenc#aes{}-cbc"
_GCM: Final = "http://www.w3.org/2009/xmlenc11#aes{}-gcm"
# Those that change with the text's padding (CBC) too: much is encrypted so. A guess at it is told nothing but that it failed.
CIPHERS: Final = frozenset(kind.format(bits) for kind in (_GCM, _AES) for bits in (128, 192, 256))
# Not RSA 1.5 (Bleichenbacher).
KEY_CIPHERS: Final = frozenset(
    {"http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", "http://www.w3.org/2009/xmlenc11#rsa-oaep"}
)
# What we ask for: a cipher that shows when it was changed.
PREFERRED: Final = (_GCM.format(256), _GCM.format(128), "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p")


def deciphered(encrypted: etree._Element, key: str) -> etree._Element:
    """The assertion inside, read anew like all that strangers send; `key` is ours, PEM. Raises ProviderUnavailable."""
    data = xml.find(encrypted, "xenc:EncryptedData")
    keys = list(encrypted.iter(xml.name("xenc", "EncryptedKey")))
    if data is None or len(keys) != 1:
        raise ProviderUnavailable("decryption", "there is not exactly one key with it")
    _require_known(data, CIPHERS)
    _require_known(keys[0], KEY_CIPHERS)
    if list(encrypted.iter(xml.name("xenc", "CipherReference"))):
        raise ProviderUnavailable("decryption", "it lies elsewhere")
    return xml.parse(_opened(_self_contained(data, keys[0]), key))


def _require_known(element: etree._Element, known: frozenset[str]) -> None:
    method = xml.find(element, "xenc:EncryptionMethod")
    algorithm = method.get("Algorithm", "") if method is not None else ""
    if algorithm not in known:
        raise ProviderUnavailable("decryption", f"{algorithm[:100] or 'nothing'} does not count")


def _self_contained(data: etree._Element, key: etree._Element) -> etree._Element:
    """A document of its own; the key stands within, also where it stood beside (saml-core §6.2 allows both)."""
    information = xml.find(data, "ds:KeyInfo")
    if information is None:
        information = etree.Element(xml.name("ds", "KeyInfo"))
        data.insert(1, information)
    for child in list(information):
        information.remove(child)
    information.append(key)
    for name in xml.find_all(key, "ds:KeyInfo"):
        key.remove(name)  # which of our keys it is for: there is one
    return etree.fromstring(etree.tostring(data))


def _opened(data: etree._Element, key: str) -> bytes:
    import xmlsec  # where the wheels of lxml and xmlsec do not fit each other, only this does not work

    envelope = etree.Element("envelope")
    envelope.append(data)
    keys = xmlsec.KeysManager()
    keys.add_key(xmlsec.Key.from_memory(key, xmlsec.constants.KeyDataFormatPem))
    try:
        found = xmlsec.EncryptionContext(keys).decrypt(data)
    except (xmlsec.Error, etree.LxmlError, ValueError) as error:
        raise ProviderUnavailable("decryption", "it cannot be deciphered with our key") from error
    if not isinstance(found, etree._Element):
        raise ProviderUnavailable("decryption", "it is no element")
    return etree.tostring(found, with_tail=False)
