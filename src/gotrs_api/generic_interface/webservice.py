"""A web service as its configuration describes it: typed views on OTRS's YAML.

Values that OTRS leaves out, or writes as an empty text, count as absent; nothing in a stored configuration can raise here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

Config = Mapping[str, Any]
REST: Final = "HTTP::REST"
SOAP: Final = "HTTP::SOAP"
DEBUG_LEVELS: Final = ("debug", "info", "notice", "error")
_NOTHING: Final[Config] = {}


def section(config: Config, *names: str) -> Config:
    """A mapping below a mapping; an empty one where there is none."""
    for name in names:
        found = config.get(name)
        if not isinstance(found, Mapping):
            return _NOTHING
        config = found
    return config


def text(config: Config, name: str, default: str = "") -> str:
    value = config.get(name)
    return default if value is None or isinstance(value, Mapping | list) else str(value)


def flag(config: Config, name: str) -> bool:
    """Perl's truth: '0' and '' are no."""
    return text(config, name) not in ("", "0")


def number(config: Config, name: str, default: int) -> int:
    value = text(config, name).strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else default


def texts(config: Config, name: str) -> tuple[str, ...]:
    """A list of texts, also where one text stands alone."""
    value = config.get(name)
    if isinstance(value, list):
        return tuple(str(each) for each in value if each is not None and not isinstance(each, Mapping | list))
    return (str(value),) if value not in (None, "") and not isinstance(value, Mapping) else ()


@dataclass(frozen=True)
class Mapped:
    """`MappingInbound` or `MappingOutbound`: the type and its configuration; no type is no mapping."""

    type: str
    config: Config


def mapping_of(config: Config, name: str) -> Mapped:
    given = section(config, name)
    return Mapped(text(given, "Type"), section(given, "Config"))


@dataclass(frozen=True)
class Operation:
    """What a remote system may call. `settings` are the operation's own keys, `IncludeTicketData` for one."""

    name: str
    settings: Config

    @property
    def type(self) -> str:
        return text(self.settings, "Type")


@dataclass(frozen=True)
class Invoker:
    """What we call. `events` are OTRS's entries: `Event`, `Asynchronous`, `Condition`."""

    name: str
    settings: Config

    @property
    def type(self) -> str:
        return text(self.settings, "Type")

    @cached_property
    def events(self) -> tuple[Config, ...]:
        given = self.settings.get("Events")
        return tuple(each for each in given if isinstance(each, Mapping)) if isinstance(given, list) else ()


@dataclass(frozen=True)
class Webservice:
    """A row of `gi_webservice_config` with its configuration read."""

    id: int
    name: str
    config: Config
    is_valid: bool

    @property
    def provider(self) -> Config:
        return section(self.config, "Provider")

    @property
    def requester(self) -> Config:
        return section(self.config, "Requester")

    @property
    def provider_transport(self) -> str:
        return text(section(self.provider, "Transport"), "Type")

    @property
    def provider_config(self) -> Config:
        return section(self.provider, "Transport", "Config")

    @property
    def requester_transport(self) -> str:
        return text(section(self.requester, "Transport"), "Type")

    @property
    def requester_config(self) -> Config:
        return section(self.requester, "Transport", "Config")

    @property
    def debug_threshold(self) -> str:
        level = text(section(self.config, "Debugger"), "DebugThreshold", "error")
        return level if level in DEBUG_LEVELS else "error"

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """By name, in the order of names: it decides between routes that overlap."""
        given = section(self.provider, "Operation")
        return {name: Operation(name, section(given, name)) for name in sorted(given)}

    @cached_property
    def invokers(self) -> dict[str, Invoker]:
        given = section(self.requester, "Invoker")
        return {name: Invoker(name, section(given, name)) for name in sorted(given)}
