"""What a configuration must be to be stored, and which of its values are nobody's business."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from gotrs_api.generic_interface import mapping
from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.mapping.simple import map_simply
from gotrs_api.generic_interface.mapping.xslt import check_template
from gotrs_api.generic_interface.webservice import DEBUG_LEVELS, REST, SOAP, Config, section, text, texts
from gotrs_api.kernel.errors import FieldError

HIDDEN: Final = "********"
METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE")
_SECRETS: Final = frozenset(
    {"BasicAuthPassword", "APIKeyValue", "BearerToken", "OAuth2ClientSecret", "JWTAuthKey", "JWTAuthKeyFilePassword",
     "SSLPassword", "SSLKeyText", "ProxyPassword", "Password"}
)  # fmt: skip
_HEADER: Final = re.compile(r"auth|cookie|token|secret|key|password", re.IGNORECASE)  # in `AdditionalHeaders`
_ADDRESSES: Final = frozenset({"Host", "Endpoint", "ProxyHost"})
# Name and password in an address, whatever signs the password holds; a number behind the colon is a port.
_CREDENTIALS: Final = re.compile(r"^((?:[\w+.-]+://)?)([^\s/?#]+|[^\s/?#:]+:(?!\d*[/?#])\S*)(?=@)")


def _is_secret(key: Any, inside: Any) -> bool:
    return key in _SECRETS or (inside == "AdditionalHeaders" and _HEADER.search(str(key)) is not None)


def masked(config: Any, inside: Any = None) -> Any:
    """The same with every secret as `HIDDEN`, also those in addresses."""
    if isinstance(config, Mapping):
        return {
            key: HIDDEN if _is_secret(key, inside) and isinstance(value, str) and value else masked(value, key)
            for key, value in config.items()
        }
    if inside in _ADDRESSES and isinstance(config, str):
        return _CREDENTIALS.sub(rf"\1{HIDDEN}", config)
    return [masked(value) for value in config] if isinstance(config, list) else config


def unmasked(config: Any, stored: Any, inside: Any = None) -> Any:
    """The same with what is stored where `HIDDEN` stands; nothing, where nothing is stored."""
    if isinstance(config, Mapping):
        old = stored if isinstance(stored, Mapping) else {}
        return {
            key: old.get(key, "") if _is_secret(key, inside) and value == HIDDEN else unmasked(value, old.get(key), key)
            for key, value in config.items()
        }
    if isinstance(config, list):
        every = stored if isinstance(stored, list) else []
        return [unmasked(value, every[n] if n < len(every) else None) for n, value in enumerate(config)]
    if inside in _ADDRESSES and isinstance(config, str) and f"{HIDDEN}@" in config:
        kept = _CREDENTIALS.search(stored) if isinstance(stored, str) else None
        return config.replace(f"{HIDDEN}@", f"{kept[2]}@" if kept else "", 1)
    return config


def as_stored(config: Any) -> Any:
    """As OTRS writes it: yes and no as 1 and 0, numbers as text."""
    if isinstance(config, Mapping):
        return {str(key): as_stored(value) for key, value in config.items()}
    if isinstance(config, list):
        return [as_stored(value) for value in config]
    if isinstance(config, bool):
        return "1" if config else "0"
    return config if config is None or isinstance(config, str) else str(config)


def problems(config: Config) -> list[FieldError]:
    """One entry for each thing that would fail when the service is used."""
    return list(_problems(config))


def _problems(config: Config) -> Iterator[FieldError]:
    threshold = text(section(config, "Debugger"), "DebugThreshold")
    if threshold and threshold not in DEBUG_LEVELS:
        expected = f"One of {', '.join(DEBUG_LEVELS)} is expected."
        yield FieldError("/config/Debugger/DebugThreshold", "unknown", expected)
    for side, members in (("Provider", "Operation"), ("Requester", "Invoker")):
        given = config.get(side)
        if given is None or given == "":
            continue
        if not isinstance(given, Mapping):
            yield FieldError(f"/config/{side}", "type", "A mapping is expected.")
            continue
        transport = text(section(given, "Transport"), "Type")
        if transport and transport not in (REST, SOAP):
            yield FieldError(f"/config/{side}/Transport/Type", "unknown", f"{REST} or {SOAP} is expected.")
        every = given.get(members)
        if every and not isinstance(every, Mapping):
            yield FieldError(f"/config/{side}/{members}", "type", "A mapping is expected.")
            continue
        for name in section(given, members):
            yield from _member(section(given, members, name), f"/config/{side}/{members}/{_escaped(str(name))}")
    yield from _routes(config)


def _member(settings: Config, at: str) -> Iterator[FieldError]:
    if not text(settings, "Type"):
        yield FieldError(f"{at}/Type", "required", "The type is missing.")
    for direction in ("MappingInbound", "MappingOutbound"):
        given = section(settings, direction)
        kind = text(given, "Type")
        if kind and kind not in (*mapping.TYPES, "Test"):
            yield FieldError(f"{at}/{direction}/Type", "unknown", f"One of {', '.join(mapping.TYPES)} is expected.")
        try:
            if kind == "Simple":
                map_simply(section(given, "Config"), {"Key": "value"})
            elif kind == "XSLT":
                check_template(text(section(given, "Config"), "Template"))
        except MappingFailed as failed:
            yield FieldError(f"{at}/{direction}/Config", "invalid", str(failed))


def _routes(config: Config) -> Iterator[FieldError]:
    routes = section(config, "Provider", "Transport", "Config", "RouteOperationMapping")
    at = "/config/Provider/Transport/Config/RouteOperationMapping"
    for name in routes:
        route = text(section(routes, name), "Route")
        if route and not route.startswith("/"):
            yield FieldError(f"{at}/{_escaped(str(name))}/Route", "invalid", "A route begins with /.")
        for method in texts(section(routes, name), "RequestMethod"):
            if method not in METHODS:
                expected = f"One of {', '.join(METHODS)} is expected."
                yield FieldError(f"{at}/{_escaped(str(name))}/RequestMethod", "unknown", expected)


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
