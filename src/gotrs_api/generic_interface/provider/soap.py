"""HTTP::SOAP: documents in and out, faults, and the WSDL that describes a service.

Source: OTRS 6, Kernel/GenericInterface/Transport/HTTP/SOAP.pm; SOAP 1.1.
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from gotrs_api.generic_interface.errors import TransportFailed
from gotrs_api.generic_interface.provider.exchange import Incoming
from gotrs_api.generic_interface.provider.wsdl import wsdl
from gotrs_api.generic_interface.webservice import Config, Operation, Webservice, number, text
from gotrs_api.generic_interface.xml_data import XmlRefused, from_element, parse_xml, to_element

CONTENT_TYPE: Final = "text/xml; charset=UTF-8"
ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
DEFAULT_MAX_LENGTH: Final = 100_000_000


def request_data(webservice: Webservice, incoming: Incoming) -> tuple[Operation, Any]:
    """The operation that the body names and its parameters. Raises TransportFailed."""
    config = webservice.provider_config
    if incoming.method != "POST":
        raise TransportFailed("SOAP requests come by POST.", 405, is_fault=True)
    announced = incoming.headers.get("content-length", "")
    if not announced.isdigit():
        raise TransportFailed("No Content-Length was given.", 411, is_fault=True)
    limit = number(config, "MaxLength", DEFAULT_MAX_LENGTH)
    if max(int(announced), len(incoming.body)) > limit:
        raise TransportFailed("The request is too long.", 413, is_fault=True)
    content_type = incoming.headers.get("content-type", "")
    if content_type and "xml" not in content_type.lower():
        raise TransportFailed("SOAP requests are XML: text/xml is expected.", 415, is_fault=True)
    if not incoming.body.strip():
        raise TransportFailed("Could not read input data.", 400, is_fault=True)
    element = _called(incoming.body, limit)
    name = _operation_name(config, etree.QName(element).localname)
    operation = webservice.operations.get(name)
    if operation is None:
        raise TransportFailed(f"There is no operation {name} in this web service.", is_fault=True)
    _check_action(config, name, incoming.headers.get("soapaction", ""))
    data = from_element(element)
    return operation, data if isinstance(data, dict) else {}


def _called(body: bytes, limit: int) -> etree._Element:
    try:
        root = parse_xml(body, limit)
    except XmlRefused as refused:
        raise TransportFailed(str(refused), 400, is_fault=True) from None
    if etree.QName(root).localname != "Envelope":
        raise TransportFailed("This is no SOAP envelope.", 400, is_fault=True)
    for child in root:
        if etree.QName(child).localname == "Body" and len(child):
            return child[0]
    raise TransportFailed("The SOAP body is empty.", 400, is_fault=True)


def _operation_name(config: Config, element: str) -> str:
    match text(config, "RequestNameScheme", "Plain"):
        case "Request":
            return element.removesuffix("Request")
        case "Append":
            return element.removesuffix(text(config, "RequestNameFreeText"))
    return element


def _check_action(config: Config, operation: str, header: str) -> None:
    """Only where the client says one: many leave it empty."""
    given = header.strip().strip("\"'")
    if not given or text(config, "SOAPAction", "Yes") != "Yes":
        return
    expected = soap_action(config, operation)
    if given != expected:
        raise TransportFailed(f"SOAPAction '{given}' does not match the expected '{expected}'.", is_fault=True)


def soap_action(config: Config, operation: str) -> str:
    """What clients send, for the WSDL and for our own calls."""
    separator = text(config, "SOAPActionSeparator", "#")
    match text(config, "SOAPActionScheme", "NameSpaceSeparatorOperation"):
        case "SeparatorOperation":
            return f"{separator}{operation}"
        case "Operation":
            return operation
        case "FreeText":
            return text(config, "SOAPActionFreeText")
    return f"{text(config, 'NameSpace')}{separator}{operation}"


def request_name(config: Config, operation: str) -> str:
    match text(config, "RequestNameScheme", "Plain"):
        case "Request":
            return f"{operation}Request"
        case "Append":
            return f"{operation}{text(config, 'RequestNameFreeText')}"
    return operation


def response_name(config: Config, operation: str) -> str:
    free_text = text(config, "ResponseNameFreeText")
    match text(config, "ResponseNameScheme", "Response"):
        case "Plain":
            return operation
        case "Replace":
            return free_text or f"{operation}Response"
        case "Append":
            return f"{operation}Response{free_text}"
    return f"{operation}Response"


def encoded(webservice: Webservice, operation: Operation, answer: Any) -> bytes:
    """The envelope around an answer. Raises TransportFailed."""
    config = webservice.provider_config
    order = operation.settings.get("SortOutbound")
    name = response_name(config, operation.name)
    try:
        content = to_element(name, answer, order=order if isinstance(order, list) else (),
                             namespace=text(config, "NameSpace"))  # fmt: skip
    except (XmlRefused, ValueError) as refused:
        raise TransportFailed(str(refused)) from None
    return enveloped(content)


def enveloped(content: etree._Element) -> bytes:
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(content)
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def fault(message: str, *, is_clients: bool) -> bytes:
    content = etree.Element(f"{{{ENVELOPE}}}Fault", nsmap={"soap": ENVELOPE})
    etree.SubElement(content, "faultcode").text = "soap:Client" if is_clients else "soap:Server"
    etree.SubElement(content, "faultstring").text = message
    return enveloped(content)


def described(webservice: Webservice, url: str) -> bytes:
    """The service's WSDL."""
    config = webservice.provider_config
    return wsdl(
        name=webservice.name,
        namespace=text(config, "NameSpace"),
        url=url,
        operations=[
            (each.name, each.type, request_name(config, each.name), response_name(config, each.name),
             soap_action(config, each.name))
            for each in webservice.operations.values()
        ],
    )  # fmt: skip
