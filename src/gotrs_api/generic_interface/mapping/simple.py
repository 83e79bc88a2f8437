"""The mapping `Simple`: keys and values of the top level, by exact text, by pattern, or by a default.

Source: OTRS 6, Kernel/GenericInterface/Mapping/Simple.pm.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.webservice import Config, section, text
from gotrs_api.kernel.expressions import BadExpression, compiled

_MAP_TYPES: Final = ("Keep", "Ignore", "MapTo")
_MAX_PATTERN: Final = 1000
_MAX_MATCHED: Final = 10_000  # characters of a value that patterns look at


def map_simply(config: Config, data: Any) -> Any:
    """Raises MappingFailed for a configuration without its two defaults, or with a pattern that is none."""
    if not data or not config:
        return data
    if isinstance(data, list):
        return [map_simply(config, each) if isinstance(each, Mapping) else each for each in data]
    if not isinstance(data, Mapping):
        raise MappingFailed("Only a mapping can be mapped.")
    for name in ("KeyMapDefault", "ValueMapDefault"):
        default = section(config, name)
        if text(default, "MapType") not in _MAP_TYPES:
            raise MappingFailed(f"{name} needs a MapType: Keep, Ignore or MapTo.")
        if text(default, "MapType") == "MapTo" and not text(default, "MapTo"):
            raise MappingFailed(f"{name} needs a MapTo.")
    mapped: dict[str, Any] = {}
    # Sorted, as OTRS does it: which of two keys with the same new name stays does not change from call to call.
    for key in sorted(data):
        new_key = _key(config, key, mapped)
        if new_key is None:
            continue
        value = data[key]
        if isinstance(value, Mapping | list) or value is None:
            mapped[new_key] = value
            continue
        keeps, new_value = _value(config, new_key, value)
        if keeps:
            mapped[new_key] = new_value
    return mapped


def _key(config: Config, key: str, mapped: Mapping[str, Any]) -> str | None:
    exact = section(config, "KeyMapExact")
    if key in exact:
        return str(exact[key])
    patterns = section(config, "KeyMapRegEx")
    for pattern in sorted(patterns):
        if _fits(pattern, key):
            new_key = str(patterns[pattern])
            return None if new_key in mapped else new_key
    default = section(config, "KeyMapDefault")
    match text(default, "MapType"):
        case "Keep":
            return key
        case "MapTo":
            new_key = text(default, "MapTo")
            return None if new_key in mapped else new_key
    return None


def _value(config: Config, new_key: str, value: Any) -> tuple[bool, Any]:
    """Whether the value stays, and what it becomes."""
    rules = section(config, "ValueMap", new_key)
    written = str(int(value) if isinstance(value, bool) else value)
    exact = section(rules, "ValueMapExact")
    if written in exact:
        return True, exact[written]
    patterns = section(rules, "ValueMapRegEx")
    for pattern in sorted(patterns):
        if _fits(pattern, written):
            return True, patterns[pattern]
    default = section(config, "ValueMapDefault")
    match text(default, "MapType"):
        case "Keep":
            return True, value
        case "MapTo":
            return True, text(default, "MapTo")
    return False, None


def _fits(pattern: str, written: str) -> bool:
    if len(pattern) > _MAX_PATTERN:
        raise MappingFailed("A pattern is too long.")
    try:
        return compiled(pattern).fullmatch(written[:_MAX_MATCHED]) is not None
    except BadExpression as error:
        raise MappingFailed(f"This is no pattern: {error}") from None
