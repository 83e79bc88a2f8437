"""The way of a request: transport, mapping, operation, mapping, transport; the log is written whatever happens.

Source: OTRS 6, Kernel/GenericInterface/Provider.pm.
"""

from __future__ import annotations

from typing import Any

import structlog

from gotrs_api.generic_interface.debugger import Debugger
from gotrs_api.generic_interface.errors import MappingFailed, OperationFailed, TransportFailed
from gotrs_api.generic_interface.mapping import apply_mapping
from gotrs_api.generic_interface.operations.call import Call
from gotrs_api.generic_interface.operations.registry import OPERATIONS
from gotrs_api.generic_interface.provider import soap
from gotrs_api.generic_interface.provider.exchange import Caller, Incoming, Outgoing
from gotrs_api.generic_interface.provider.rest import encoded, failure, find_operation, request_data
from gotrs_api.generic_interface.webservice import (
    REST,
    SOAP,
    Operation,
    Webservice,
    flag,
    mapping_of,
    number,
    section,
    text,
)
from gotrs_api.kernel.errors import GotrsError, RateLimited

_JSON = "application/json; charset=UTF-8"
_PLAIN = "text/plain; charset=UTF-8"
DEFAULT_MAX_LENGTH = 100_000_000
log = structlog.get_logger(__name__)


async def serve(webservice: Webservice, incoming: Incoming, caller: Caller) -> Outgoing:
    """Never raises but for RateLimited and what is a bug."""
    debugger = Debugger(webservice, "Provider", caller.address)
    # Without the path: it may hold a session (`/Session/:SessionID`). What it says is logged with the incoming data.
    debugger.say("debug", "Communication sequence started", incoming.method)
    try:
        answer = await (_serve_soap if webservice.provider_transport == SOAP else _serve_rest)(
            webservice, incoming, caller, debugger
        )
    finally:
        await debugger.write(caller.site)
    return Outgoing(answer.status, answer.content_type, answer.body, {**_headers(webservice), **answer.headers})


def _headers(webservice: Webservice) -> dict[str, str]:
    config = webservice.provider_config
    own = section(config, "AdditionalHeaders")
    headers = {str(name): text(own, name) for name in own if _is_header(str(name), text(own, name))}
    return {**headers, "Connection": "Keep-Alive" if flag(config, "KeepAlive") else "close"}


def _is_header(name: str, value: str) -> bool:
    return name.replace("-", "").isalnum() and name.isascii() and value.isascii() and value.isprintable()


async def _serve_rest(webservice: Webservice, incoming: Incoming, caller: Caller, debugger: Debugger) -> Outgoing:
    has_operation = False
    try:
        if webservice.provider_transport != REST:
            raise TransportFailed("The transport of this web service is not supported.")
        if len(incoming.body) > number(webservice.provider_config, "MaxLength", DEFAULT_MAX_LENGTH):
            raise TransportFailed("Request too long.", 413)
        operation, parameters = find_operation(webservice, incoming.method, incoming.path)
        data = request_data(incoming.method, incoming.query, incoming.headers, incoming.body, parameters)
        has_operation = True
        answer = await run(webservice, operation, data, caller, debugger)
        return Outgoing(200, _JSON, encoded(answer))
    except TransportFailed as failed:
        debugger.say("error", failed.text)
        return Outgoing(failed.status, _PLAIN, failure(failed.text, is_fault=has_operation))


async def _serve_soap(webservice: Webservice, incoming: Incoming, caller: Caller, debugger: Debugger) -> Outgoing:
    if incoming.method == "GET" and "wsdl" in incoming.query.lower():
        return Outgoing(200, soap.CONTENT_TYPE, soap.described(webservice, incoming.url))
    try:
        operation, data = soap.request_data(webservice, incoming)
        answer = await run(webservice, operation, data, caller, debugger)
        return Outgoing(200, soap.CONTENT_TYPE, soap.encoded(webservice, operation, answer))
    except TransportFailed as failed:
        debugger.say("error", failed.text)
        return Outgoing(failed.status, soap.CONTENT_TYPE, soap.fault(failed.text, is_clients=failed.is_fault))


async def run(webservice: Webservice, operation: Operation, data: Any, caller: Caller, debugger: Debugger) -> Any:
    """The operation's answer, after mapping. Raises TransportFailed."""
    debugger.say("debug", f"Detected operation '{operation.name}'")
    debugger.say("debug", "Incoming data before mapping", data)
    stages = {"ProviderRequestInput": data}
    try:
        data = await apply_mapping(mapping_of(operation.settings, "MappingInbound"), data, stages)
        stages["ProviderRequestMapOutput"] = data
        debugger.say("debug", "Incoming data after mapping", data)
        answer = await _operated(operation, data, caller, debugger)
        stages["ProviderResponseInput"] = answer
        debugger.say("debug", "Outgoing data before mapping", answer)
        answer = await apply_mapping(mapping_of(operation.settings, "MappingOutbound"), answer, stages)
    except MappingFailed as failed:
        raise TransportFailed(str(failed)) from None
    debugger.say("debug", "Outgoing data after mapping", answer)
    return answer


async def _operated(operation: Operation, data: Any, caller: Caller, debugger: Debugger) -> Any:
    runs = OPERATIONS.get(operation.type)
    if runs is None:
        raise TransportFailed(f"The operation type {operation.type} is not known here.")
    if not isinstance(data, dict):
        raise TransportFailed("Unsupported request content structure.")
    call = Call(caller.site, operation, data, caller.address, caller.user_agent, caller.token, caller.count)
    try:
        return await runs(call)
    except OperationFailed as failed:
        code, message = failed.code, failed.message
    except RateLimited:
        raise
    except GotrsError as refused:
        # A rule of the desk that OTRS has no words for.
        code, message = f"{call.name}.{refused.code}", f"{call.name}: {_detail(refused)}"
    debugger.say("error", message, code)
    return {"Error": {"ErrorCode": code, "ErrorMessage": message}}


def _detail(refused: GotrsError) -> str:
    return " ".join([refused.detail, *(f"{error.pointer}: {error.detail}" for error in refused.errors)])
