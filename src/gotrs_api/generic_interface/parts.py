"""One operation or invoker of a web service as a form has it, and its place in OTRS's configuration.

What a form does not show (options of an XSLT mapping, an operation's own keys) stays as it is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import Field

from gotrs_api.catalog.schemas import In
from gotrs_api.generic_interface.schemas import Name
from gotrs_api.generic_interface.webservice import REST, Config, flag, mapping_of, section, text, texts

Side = Literal["operations", "invokers"]
Fate = Literal["Keep", "Ignore", "MapTo"]
Join = Literal["and", "or", "xor"]
_AT: Final[dict[Side, tuple[str, str]]] = {
    "operations": ("Provider", "Operation"),
    "invokers": ("Requester", "Invoker"),
}
_ROUTES: Final[dict[Side, str]] = {"operations": "RouteOperationMapping", "invokers": "InvokerControllerMapping"}


class KeyRule(In):
    """A key of the top level that gets another name; `pattern`: it is a regular expression for the whole of it."""

    key: str = Field(max_length=1000)
    to: str = Field(max_length=1000)
    pattern: bool = False


class ValueRule(In):
    """A value of a key, by its new name, that becomes another one."""

    key: str = Field(max_length=1000)
    value: str = Field(max_length=10_000)
    to: str = Field(max_length=10_000)
    pattern: bool = False


class MappingPart(In):
    """`other_keys` and `other_values`: what becomes of those without a rule."""

    type: str = Field("", max_length=50)
    other_keys: Fate = "Keep"
    other_keys_to: str = Field("", max_length=1000)
    other_values: Fate = "Keep"
    other_values_to: str = Field("", max_length=10_000)
    keys: tuple[KeyRule, ...] = ()
    values: tuple[ValueRule, ...] = ()
    template: str = Field("", max_length=500_000)


class Condition(In):
    """A test of one attribute of the ticket. Tests of one `group` are joined by `joined` of its first."""

    group: str = Field("1", max_length=20)
    joined: Join = "and"
    field: str = Field(max_length=200)
    kind: str = Field("String", max_length=200)
    match: str = Field("", max_length=1000)


class EventPart(In):
    """`linking` joins the groups of conditions; without conditions every event counts."""

    event: str = Field(max_length=200)
    asynchronous: bool = True
    linking: Join = "and"
    conditions: tuple[Condition, ...] = ()


class Part(In):
    """`route` is what comes after the service's address (operations) or after the host (invokers)."""

    name: Name
    type: str = Field(min_length=1, max_length=200)
    description: str = Field("", max_length=2000)
    route: str = Field("", max_length=1000)
    methods: tuple[str, ...] = ()
    include_ticket_data: bool = False
    events: tuple[EventPart, ...] = ()
    inbound: MappingPart = MappingPart()
    outbound: MappingPart = MappingPart()


def read_part(config: Config, side: Side, name: str) -> Part | None:
    outer, inner = _AT[side]
    every = section(config, outer, inner)
    if name not in every:
        return None
    settings = section(every, name)
    route = section(config, outer, "Transport", "Config", _ROUTES[side], name)
    command = text(route, "Command")
    bound = settings.get("Events")
    return Part(
        name=name,
        type=text(settings, "Type"),
        description=text(settings, "Description"),
        route=text(route, "Route" if side == "operations" else "Controller"),
        methods=texts(route, "RequestMethod") if side == "operations" else ((command,) if command else ()),
        include_ticket_data=flag(settings, "IncludeTicketData"),
        events=tuple(
            _event_read(one) for one in (bound if isinstance(bound, list) else []) if isinstance(one, Mapping)
        ),
        inbound=_mapping_read(settings, "MappingInbound"),
        outbound=_mapping_read(settings, "MappingOutbound"),
    )


def with_part(config: Config, side: Side, part: Part, before: str = "") -> dict[str, Any]:
    """The configuration with this part in place of the one that was called `before`."""
    outer, inner = _AT[side]
    old = section(config, outer, inner, before) if before else {}
    settings: dict[str, Any] = {**old, "Type": part.type, "Description": part.description}
    settings["MappingInbound"] = _mapping_written(section(old, "MappingInbound"), part.inbound)
    settings["MappingOutbound"] = _mapping_written(section(old, "MappingOutbound"), part.outbound)
    if side == "operations":
        if part.include_ticket_data or "IncludeTicketData" in old:
            settings["IncludeTicketData"] = "1" if part.include_ticket_data else "0"
    else:
        settings["Events"] = _events_written(old.get("Events"), part.events)
    route: dict[str, Any] = dict(section(config, outer, "Transport", "Config", _ROUTES[side], before) if before else {})
    if side == "operations":
        route |= {"Route": part.route, "RequestMethod": list(part.methods)}
    else:
        route |= {"Controller": part.route, "Command": part.methods[0] if part.methods else ""}
    changed = _without(config, side, before) if before else dict(config)
    changed = put(changed, (outer, inner), part.name, settings)
    if part.route:
        changed = put(changed, (outer, "Transport", "Config", _ROUTES[side]), part.name, route)
    if not text(section(changed, outer, "Transport"), "Type"):  # the first part of this side
        changed = put(changed, (outer, "Transport"), "Type", REST)
    return changed


def without_part(config: Config, side: Side, name: str) -> dict[str, Any]:
    return _without(config, side, name)


def mapped_config(part: MappingPart) -> Config:
    """As it would be stored."""
    return section(_mapping_written({}, part), "Config")


def _mapping_read(settings: Config, direction: str) -> MappingPart:
    found = mapping_of(settings, direction)
    config = found.config
    fates: dict[str, Any] = {}
    for key, member in (("KeyMapDefault", "other_keys"), ("ValueMapDefault", "other_values")):
        fate = text(section(config, key), "MapType")
        fates[member] = fate if fate in ("Keep", "Ignore", "MapTo") else "Keep"
        fates[f"{member}_to"] = text(section(config, key), "MapTo")
    keys = [
        KeyRule(key=str(key), to=str(to), pattern=pattern)
        for name, pattern in (("KeyMapExact", False), ("KeyMapRegEx", True))
        for key, to in section(config, name).items()
    ]
    values = [
        ValueRule(key=str(key), value=str(value), to=str(to), pattern=pattern)
        for key in section(config, "ValueMap")
        for name, pattern in (("ValueMapExact", False), ("ValueMapRegEx", True))
        for value, to in section(config, "ValueMap", key, name).items()
    ]
    return MappingPart(
        type=found.type, keys=tuple(keys), values=tuple(values), template=text(config, "Template"), **fates
    )


def _mapping_written(old: Config, part: MappingPart) -> dict[str, Any]:
    if not part.type:
        return {}
    if part.type == "XSLT":
        return {**old, "Type": "XSLT", "Config": {**section(old, "Config"), "Template": part.template}}
    if part.type != "Simple":
        return {**old, "Type": part.type}
    values: dict[str, dict[str, dict[str, str]]] = {}
    for rule in part.values:
        kind = "ValueMapRegEx" if rule.pattern else "ValueMapExact"
        values.setdefault(rule.key, {}).setdefault(kind, {})[rule.value] = rule.to
    config = {
        "KeyMapDefault": {"MapType": part.other_keys, "MapTo": part.other_keys_to},
        "KeyMapExact": {rule.key: rule.to for rule in part.keys if not rule.pattern},
        "KeyMapRegEx": {rule.key: rule.to for rule in part.keys if rule.pattern},
        "ValueMapDefault": {"MapType": part.other_values, "MapTo": part.other_values_to},
        "ValueMap": values,
    }
    return {"Type": "Simple", "Config": config}


def _event_read(event: Config) -> EventPart:
    conditions = section(event, "Condition")
    groups = section(conditions, "Condition")
    return EventPart(
        event=text(event, "Event"),
        asynchronous=flag(event, "Asynchronous"),
        linking=_join(conditions, "ConditionLinking"),
        conditions=tuple(
            Condition(
                group=str(group),
                joined=_join(section(groups, group), "Type"),
                field=str(name),
                kind=text(section(groups, group, "Fields", name), "Type") or "String",
                match=text(section(groups, group, "Fields", name), "Match"),
            )
            for group in groups
            for name in section(groups, group, "Fields")
        ),
    )


def _join(config: Config, key: str) -> Join:
    found = text(config, key)
    return "or" if found == "or" else "xor" if found == "xor" else "and"


def _events_written(old: Any, wanted: tuple[EventPart, ...]) -> list[dict[str, Any]]:
    """Each with what else it had."""
    had = [one for one in (old if isinstance(old, list) else []) if isinstance(one, Mapping)]
    written = []
    for part in wanted:
        same = next((one for one in had if text(one, "Event") == part.event), {})
        if same:
            had.remove(same)
        event: dict[str, Any] = {**same, "Event": part.event, "Asynchronous": "1" if part.asynchronous else "0"}
        event.pop("Condition", None)
        if part.conditions:
            event["Condition"] = _conditions_written(part)
        written.append(event)
    return written


def _conditions_written(part: EventPart) -> dict[str, Any]:
    groups: dict[str, dict[str, Any]] = {}
    for one in part.conditions:
        group = groups.setdefault(one.group, {"Type": one.joined, "Fields": {}})
        group["Fields"][one.field] = {"Match": one.match, "Type": one.kind}
    return {"ConditionLinking": part.linking, "Condition": groups}


def _without(config: Config, side: Side, name: str) -> dict[str, Any]:
    outer, inner = _AT[side]
    changed = put(dict(config), (outer, inner), name, None)
    return put(changed, (outer, "Transport", "Config", _ROUTES[side]), name, None)


def put(config: Config, path: tuple[str, ...], name: str, value: Any) -> dict[str, Any]:
    """The same with a value below a path, or without what is there; nothing of the given one is changed."""
    changed = dict(config)
    if path:
        below = section(config, path[0])
        if below or value is not None:
            changed[path[0]] = put(below, path[1:], name, value)
    elif value is None:
        changed.pop(name, None)
    else:
        changed[name] = value
    return changed
