"""HTTP::REST and HTTP::SOAP of the requester: data to a request, an answer to data.

Source: OTRS 6, Kernel/GenericInterface/Transport/HTTP/{REST,SOAP}.pm, RequesterPerformRequest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

import orjson
from lxml import etree

from gotrs_api.generic_interface.provider.soap import enveloped, request_name, soap_action
from gotrs_api.generic_interface.requester.remote import ANSWER_LIMIT_BYTES, RemoteFailed, exchange
from gotrs_api.generic_interface.webservice import REST, SOAP, Config, Webservice, section, text
from gotrs_api.generic_interface.xml_data import XmlRefused, from_element, parse_xml, to_element
from gotrs_api.uow import Site

_WITHOUT_BODY: Final = ("GET", "HEAD", "DELETE")
_RECEIVED: Final = "RequesterResponseReceive"


async def send(site: Site, webservice: Webservice, invoker: str, data: Any) -> Any:
    """The remote system's data. Raises RemoteFailed."""
    match webservice.requester_transport:
        case transport if transport == REST:
            return await _send_rest(site, webservice.requester_config, invoker, data)
        case transport if transport == SOAP:
            return await _send_soap(site, webservice.requester_config, invoker, data)
    raise RemoteFailed("The transport of this web service is not supported.")


async def _send_rest(site: Site, config: Config, invoker: str, data: Any) -> Any:
    route = section(config, "InvokerControllerMapping", invoker)
    host, controller = text(config, "Host"), text(route, "Controller")
    if not host or not controller:
        raise RemoteFailed(f"The invoker {invoker} has no address.")
    method = (text(route, "Command") or text(config, "DefaultCommand", "GET")).upper()
    path, rest = _filled(controller, data)
    url = host.rstrip("/") + "/" + path.lstrip("/")
    headers, body = {"Accept": "application/json"}, None
    if method in _WITHOUT_BODY:
        if isinstance(rest, Mapping) and rest:
            url += ("&" if "?" in url else "?") + urlencode(_flat(rest), doseq=True)
    else:
        headers["Content-Type"] = text(config, "ContentType") or "application/json; charset=UTF-8"
        body = orjson.dumps(rest, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    answer = await exchange(site, config, method, url, headers, body)
    if not 200 <= answer.status < 300:
        raise RemoteFailed(f"The remote system answered with HTTP status {answer.status}.", _RECEIVED)
    if not answer.body.strip():
        return {}
    try:
        return orjson.loads(answer.body)
    except ValueError:
        raise RemoteFailed("The answer of the remote system is no JSON.", _RECEIVED) from None


def _filled(controller: str, data: Any) -> tuple[str, Any]:
    """`/Ticket/:TicketID` with values of the data, and the data without them."""
    if not isinstance(data, Mapping):
        return controller, data
    used: set[str] = set()

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in data or isinstance(data[name], Mapping | list):
            return match[0]
        used.add(name)
        return quote(str(data[name]), safe="")

    path = re.sub(r":(\w+)", value, controller)
    return path, {key: each for key, each in data.items() if key not in used}


def _flat(data: Mapping[str, Any]) -> dict[str, Any]:
    """For a query string: scalars and lists of scalars; anything deeper as JSON."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, list) and not any(isinstance(each, Mapping | list) for each in value):
            found[key] = ["" if each is None else each for each in value]
        elif isinstance(value, Mapping | list):
            found[key] = orjson.dumps(value).decode()
        else:
            found[key] = "" if value is None else value
    return found


async def _send_soap(site: Site, config: Config, invoker: str, data: Any) -> Any:
    endpoint, namespace = text(config, "Endpoint"), text(config, "NameSpace")
    if not endpoint:
        raise RemoteFailed("The web service has no endpoint.")
    try:
        body = enveloped(to_element(request_name(config, invoker), data, namespace=namespace))
    except (XmlRefused, ValueError) as refused:
        raise RemoteFailed(str(refused), "RequesterRequestMap") from None
    headers = {"Content-Type": "text/xml; charset=UTF-8"}
    if text(config, "SOAPAction", "Yes") == "Yes":
        headers["SOAPAction"] = f'"{soap_action(config, invoker)}"'
    answer = await exchange(site, config, "POST", endpoint, headers, body)
    try:
        root = parse_xml(answer.body, ANSWER_LIMIT_BYTES)
    except XmlRefused as refused:
        message = f"HTTP status {answer.status}: {refused}" if answer.status != 200 else str(refused)
        raise RemoteFailed(message, _RECEIVED) from None
    content = next((child[0] for child in root if etree.QName(child).localname == "Body" and len(child)), None)
    if content is None:
        raise RemoteFailed("The answer has no SOAP body.", _RECEIVED)
    found = from_element(content)
    if etree.QName(content).localname == "Fault":
        said = found.get("faultstring") if isinstance(found, Mapping) else found
        raise RemoteFailed(f"SOAP fault: {said}", _RECEIVED)
    return found if isinstance(found, Mapping) else {}
