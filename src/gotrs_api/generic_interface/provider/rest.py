"""HTTP::REST: which operation an address names, what data a request carries, and how an answer looks.

Source: OTRS 6, Kernel/GenericInterface/Transport/HTTP/REST.pm.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote, unquote_plus

import orjson

from gotrs_api.generic_interface.errors import TransportFailed
from gotrs_api.generic_interface.webservice import Operation, Webservice, section, text, texts
from gotrs_api.kernel.content_type import content_type_params

_BODY_METHODS: Final = ("POST", "PUT", "PATCH", "DELETE")
_HEADER: Final = "x-otrs-header-"
_HEADERS: Final = {
    f"{_HEADER}{key.lower()}": key
    for key in ("UserLogin", "CustomerUserLogin", "SessionID", "Password", "ImpersonateAsUser", "AccessToken")
}
_MAX_DEPTH: Final = 100


def find_operation(webservice: Webservice, method: str, path: str) -> tuple[Operation, dict[str, str]]:
    """The first operation by name whose method and route fit, and what the route's placeholders hold.

    `path` is raw (percent-encoded), without the query string. Raises TransportFailed.
    """
    routes = section(webservice.provider_config, "RouteOperationMapping")
    for name, operation in webservice.operations.items():
        route = section(routes, name)
        methods = texts(route, "RequestMethod")
        if not text(route, "Route") or (methods and method not in methods):
            continue
        found = _pattern(text(route, "Route")).fullmatch(path)
        if found is not None:
            return operation, {key: unquote(value) for key, value in found.groupdict().items()}
    raise TransportFailed(f"HTTP::REST Error while determine Operation for request URI '{path}'.")


@lru_cache(maxsize=1000)
def _pattern(route: str) -> re.Pattern[str]:
    """`/Ticket/:TicketID`; a name that stands there twice counts once."""
    parts, seen = [], set()
    for literal, name in re.findall(r"([^:]+)|:(\w+)", route):
        if literal:
            parts.append(re.escape(literal))
        elif name in seen or not name.isidentifier():
            parts.append("[^/]+")
        else:
            seen.add(name)
            parts.append(f"(?P<{name}>[^/]+)")
    return re.compile("".join(parts) + "/?")


def request_data(
    method: str, query: str, headers: Mapping[str, str], body: bytes, parameters: Mapping[str, str]
) -> Any:
    """JSON body, overlaid by query, route and headers. Raises TransportFailed."""
    data: Any = {}
    if method in _BODY_METHODS and body.strip():
        data = _decoded(body, headers.get("content-type", ""))
    else:
        data = {"RequestMethod": method}
    overlay: dict[str, Any] = {**_query(query), **parameters}
    for header, key in _HEADERS.items():
        if (value := headers.get(header)) is not None:
            overlay[key] = value
    if isinstance(data, list):
        if any(not isinstance(each, dict) for each in data):
            raise TransportFailed("Unsupported request content structure.")
        return [{**each, **overlay} for each in data]
    return {**data, **overlay}


def _decoded(body: bytes, content_type: str) -> Any:
    charset = content_type_params(content_type).charset or "utf-8"
    try:
        written = body.decode(charset).removeprefix("\ufeff")
        found = orjson.loads(written)
    except (LookupError, ValueError, RecursionError):
        raise TransportFailed("Error while decoding request content.") from None
    if not isinstance(found, dict | list):
        raise TransportFailed("Unsupported request content structure.")
    if _depth(found) > _MAX_DEPTH:
        raise TransportFailed("The request content is nested too deeply.", 413)
    return found


def _depth(value: Any, depth: int = 0) -> int:
    if depth > _MAX_DEPTH:
        return depth
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return max((_depth(child, depth + 1) for child in children), default=depth)


def _query(query: str) -> dict[str, Any]:
    """Repeated names are lists; `;` separates as `&` does, `+` is a blank."""
    found: dict[str, Any] = {}
    for pair in re.split("[&;]", query):
        if not pair:
            continue
        key, _, value = pair.partition("=")
        key, value = unquote_plus(key), unquote_plus(value)
        if key not in found:
            found[key] = value
        elif isinstance(found[key], list):
            found[key].append(value)
        else:
            found[key] = [found[key], value]
    return found


def encoded(answer: Any) -> bytes:
    """JSON with sorted keys."""
    return orjson.dumps(answer, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def failure(message: str, *, is_fault: bool) -> bytes:
    """What stands in the body of a failed request: OTRS's fault, or the bare message from before an operation was found."""
    if not is_fault:
        return message.encode()
    return orjson.dumps({"faultcode": "Server", "faultstring": message})
