"""HTTP::REST and HTTP::SOAP of the requester: data to a request, an answer to data.

Source: OTRS 6, Kernel/GenericInterface/Transport/HTTP/{REST,SOAP}.pm, RequesterPerformRequest.
"""

from __future__ import annotations

import codecs
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
# What Znuny's setting `ContentType` says; anything else is a media type itself.
_KINDS: Final = {"": "application/json", "JSON": "application/json", "FORM": "application/x-www-form-urlencoded",
                 "XML": "application/xml"}  # fmt: skip
_PLACE: Final = re.compile(r":([\w.-]+)")
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
        headers["Content-Type"], body = _written(text(config, "ContentType"), rest)
    answer = await exchange(site, config, method, url, headers, body)
    content = answer.body.removeprefix(codecs.BOM_UTF8)
    if not 200 <= answer.status < 300:
        message = f"The remote system answered with HTTP status {answer.status}."
        raise RemoteFailed(message, _RECEIVED, _said(content))
    if not content.strip():
        return {}
    try:
        return orjson.loads(content)
    except ValueError:
        message = "The answer of the remote system is no JSON."
        raise RemoteFailed(message, _RECEIVED, _said(content)) from None


def _said(content: bytes) -> Any:
    """For the log: as data where it is some, so that secrets in it are hidden; None for nothing."""
    try:
        return orjson.loads(content)
    except ValueError:
        return content.decode(errors="replace").strip() or None


def _written(kind: str, data: Any) -> tuple[str, bytes]:
    """The media type and the body, by the setting `ContentType`. Raises RemoteFailed."""
    media_type = _KINDS.get(kind, kind)
    if media_type.startswith(_KINDS["FORM"]):
        return media_type, urlencode(_flat(data) if isinstance(data, Mapping) else {}, doseq=True).encode()
    if kind == "XML":
        # The one member of the data is the root; several have no root of their own.
        one = isinstance(data, Mapping) and len(data) == 1 and not isinstance(next(iter(data.values())), list)
        name, value = next(iter(data.items())) if one else ("RootElement", data)
        try:
            return f"{media_type}; charset=UTF-8", etree.tostring(to_element(str(name), value), encoding="UTF-8")
        except (XmlRefused, ValueError) as refused:
            raise RemoteFailed(str(refused), "RequesterRequestMap") from None
    body = orjson.dumps(data, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)
    return f"{media_type}; charset=UTF-8" if media_type == _KINDS["JSON"] else media_type, body


def _filled(controller: str, data: Any) -> tuple[str, Any]:
    """`/Ticket/:TicketID` with values of the data, and the data without them.

    `:Ticket.TicketID` is a value further down (a number counts in a list); the data keeps it.
    """
    if not isinstance(data, Mapping):
        return controller, data
    used: set[str] = set()

    def value(match: re.Match[str]) -> str:
        name = match[1]
        while name:  # `:a.json` is the value of `a` where there is no `json` below it
            found = _below(data, name)
            if found is not None:
                used.add(name)
                return quote(found, safe="") + match[1][len(name) :]
            name = name[: max(name.rfind("."), name.rfind("-"), 0)]
        return match[0]

    path = _PLACE.sub(value, controller)
    return path, {key: each for key, each in data.items() if key not in used}


def _below(data: Mapping[str, Any], path: str) -> str | None:
    """The text at `Ticket.Article.0.Subject`; None where there is none."""
    found: Any = data.get(path)
    if found is None and "." in path:
        found = data
        for name in path.split("."):
            if isinstance(found, list):
                found = found[int(name)] if name.isascii() and name.isdigit() and int(name) < len(found) else None
            else:
                found = found.get(name) if isinstance(found, Mapping) else None
    return None if found is None or isinstance(found, Mapping | list) else str(found)


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
        order = config.get("Sort")
        content = to_element(
            request_name(config, invoker), data, order=order if isinstance(order, list) else (), namespace=namespace
        )
        body = enveloped(content)
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
        raise RemoteFailed(message, _RECEIVED, _said(answer.body)) from None
    answered = next((child[0] for child in root if etree.QName(child).localname == "Body" and len(child)), None)
    if answered is None:
        raise RemoteFailed("The answer has no SOAP body.", _RECEIVED)
    found = from_element(answered)
    if etree.QName(answered).localname == "Fault":
        said = found.get("faultstring") if isinstance(found, Mapping) else found
        raise RemoteFailed(f"SOAP fault: {said}", _RECEIVED)
    return found if isinstance(found, Mapping) else {}
