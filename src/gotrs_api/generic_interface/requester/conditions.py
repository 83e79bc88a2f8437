"""Whether an event makes an invoker call: OTRS's conditions over the ticket and, where the event is of one, its article.

Source: OTRS 6, Kernel/GenericInterface/Event/Handler.pm and Kernel/GenericInterface/Event/Validation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import structlog

from gotrs_api.generic_interface.webservice import Config, section, text
from gotrs_api.kernel.expressions import BadExpression, compiled

_MAX_PATTERN = 1000
_MAX_MATCHED = 10_000
# The one module that OTRS delivers; others are Perl of somebody's own.
_DEMO: Final = "Kernel::GenericInterface::Event::Validation::ValidateDemo"
log = structlog.get_logger(__name__)


def is_met(event: Config, about: Mapping[str, Any]) -> bool:
    """Without conditions every event counts. A condition that makes no sense is not met."""
    conditions = section(event, "Condition")
    every = section(conditions, "Condition")
    if not every:
        return True
    return _joined(
        text(conditions, "ConditionLinking", "and"),
        (_condition(section(every, name), about) for name in sorted(every)),
    )


def _condition(condition: Config, about: Mapping[str, Any]) -> bool:
    fields = section(condition, "Fields")
    return bool(fields) and _joined(
        text(condition, "Type", "and"),
        (_field(section(fields, name), _values(about, name), about) for name in sorted(fields)),
    )


def _joined(how: str, met: Iterable[bool]) -> bool:
    every = list(met)
    match how:
        case "or":
            return any(every)
        case "xor":
            return sum(every) == 1
    return all(every)


def _field(rule: Config, values: list[str], about: Mapping[str, Any]) -> bool:
    wanted = text(rule, "Match")
    match text(rule, "Type", "String"):
        case "String":
            return wanted in values
        case "Regexp":
            try:
                pattern = compiled(wanted[:_MAX_PATTERN], ignore_case=True)
                return any(pattern.search(value[:_MAX_MATCHED]) for value in values)
            except BadExpression:
                return False
        case "Module" if wanted == _DEMO:
            return about.get("Queue") == "Raw"
    log.warning("invoker.condition_unknown", type=text(rule, "Type"), match=wanted[:200])
    return False


def _values(about: Mapping[str, Any], name: str) -> list[str]:
    """Of an attribute or, as `DynamicField_<Name>`, of a dynamic field; lists have several."""
    value = about.get(name)
    if name.startswith("DynamicField_"):
        fields = about.get("DynamicField") or ()
        value = next((each["Value"] for each in fields if f"DynamicField_{each['Name']}" == name), None)
    every = value if isinstance(value, list) else [value]
    return ["" if each is None else str(each) for each in every]
