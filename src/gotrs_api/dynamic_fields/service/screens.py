"""Which fields a screen shows and requires (`Ticket::Frontend::<Screen>###DynamicField`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from pydantic import JsonValue

from gotrs_api.dynamic_fields.errors import FieldNotFound, InvalidField
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.schemas import ScreenRead, ScreenUpdate, Use
from gotrs_api.dynamic_fields.screens import SCREENS, Screen
from gotrs_api.dynamic_fields.service.definitions import all_fields
from gotrs_api.dynamic_fields.service.values import POINTER
from gotrs_api.dynamic_fields.types.base import is_empty
from gotrs_api.i18n import N_
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.sysconfig import changing
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.uow import ReadUow, UnitOfWork

_USES: Final = {0: Use.OFF, 1: Use.SHOWN, 2: Use.REQUIRED}
_NUMBERS: Final = {use: number for number, use in _USES.items()}


class ScreenField(NamedTuple):
    field: Field
    required: bool


async def screen_fields(
    uow: ReadUow, screen: str, object_types: Collection[ObjectType] | None = None
) -> list[ScreenField]:
    """The valid fields that a screen shows, in their order; `object_types` narrows them. Raises LookupError."""
    known = SCREENS[screen]
    uses = await sysconfig.get(uow, known.setting)
    wanted = known.object_types if object_types is None else object_types
    return [
        ScreenField(field, known.can_require and uses[field.name] == _NUMBERS[Use.REQUIRED])
        for field in (await all_fields(uow) if uses else ())
        if uses.get(field.name) in (1, 2) and field.is_valid and field.object_type in wanted
    ]


async def names_on(uow: ReadUow, *screens: str) -> frozenset[str]:
    """Names of the fields that any of these screens shows."""
    found = [entry.field.name for screen in screens for entry in await screen_fields(uow, screen)]
    return frozenset(found)


async def names_for_reader(uow: ReadUow, principal: Principal) -> frozenset[str] | None:
    """Customers see what `CustomerTicketZoom` shows them; None: everything."""
    return await names_on(uow, "CustomerTicketZoom") if principal.is_customer else None


async def missing_on(
    uow: ReadUow, screen: str, values: Mapping[str, JsonValue], object_types: Collection[ObjectType] | None = None
) -> list[FieldError]:
    """One error for each field that the screen requires and that has no value here. An unticked box is no answer."""
    return [
        FieldError(f"{POINTER}/{entry.field.name}", "required", N_("This is required."))
        for entry in await screen_fields(uow, screen, object_types)
        if entry.required and entry.field.is_writable and _is_missing(values.get(entry.field.name))
    ]


def _is_missing(value: JsonValue) -> bool:
    return value is False or is_empty(value)


async def list_screens(uow: ReadUow, principal: Principal) -> list[ScreenRead]:
    """Raises Forbidden for customers."""
    principal.require_agent()
    return [await _read(uow, screen) for screen in SCREENS.values()]


async def read_screen(uow: ReadUow, principal: Principal, name: str) -> ScreenRead:
    """Raises Forbidden for customers, FieldNotFound."""
    principal.require_agent()
    return await _read(uow, _known(name))


async def set_screen(uow: UnitOfWork, principal: Principal, name: str, command: ScreenUpdate) -> ScreenRead:
    """Replace what a screen shows. Raises Forbidden, FieldNotFound for the screen, InvalidField for its fields."""
    principal.require_admin()
    screen = _known(name)
    fields = await all_fields(uow)
    errors = []
    for field_name, use in command.fields.items():
        field = fields.by_name.get(field_name)
        if field is None or field.object_type not in screen.object_types:
            errors.append(FieldError(f"/fields/{field_name}", "unknown", N_("There is no such dynamic field.")))
        elif use is Use.REQUIRED and not screen.can_require:
            errors.append(FieldError(f"/fields/{field_name}", "not_here", N_("This screen only shows fields.")))
    if errors:
        raise InvalidField(errors=errors)
    uses = {field_name: _NUMBERS[use] for field_name, use in command.fields.items() if use is not Use.OFF}
    await changing.put(uow, screen.setting, uses)
    details = {"fields": {name: use.value for name, use in command.fields.items()}}
    await audit.record(uow, principal, "dynamic_field.screen_changed", "dynamic_field_screen", name, details)
    return _answer(screen, uses, [field.name for field in fields])


async def rename_on_screens(uow: UnitOfWork, old: str, new: str | None) -> None:
    """Keep a field's place on every screen under its new name; without one, take it off all screens."""
    for screen in SCREENS.values():
        uses = await sysconfig.get(uow, screen.setting)
        if old in uses:
            kept = {name: use for name, use in uses.items() if name != old}
            await changing.put(uow, screen.setting, kept if new is None else {**kept, new: uses[old]})


def _known(name: str) -> Screen:
    screen = SCREENS.get(name)
    if screen is None:
        raise FieldNotFound
    return screen


async def _read(uow: ReadUow, screen: Screen) -> ScreenRead:
    uses = await sysconfig.get(uow, screen.setting)
    return _answer(screen, uses, [field.name for field in await all_fields(uow)])


def _answer(screen: Screen, uses: Mapping[str, int], ordered: list[str]) -> ScreenRead:
    return ScreenRead(
        name=screen.name,
        setting=screen.setting.name,
        object_types=screen.object_types,
        can_require=screen.can_require,
        fields={name: _USES[uses[name]] for name in ordered if uses.get(name) in (1, 2)},
    )
