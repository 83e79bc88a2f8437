"""Filters of incoming mail as files: conditions and headers are lines."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from gotrs_api.admin.transfer.kind import Kind
from gotrs_api.i18n.commands import build
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.inbound.filters import service as filters
from gotrs_api.mail.inbound.schemas import FilterCondition, FilterRule, FilterSetting
from gotrs_api.uow import ReadUow, UnitOfWork


def _condition(told: Any) -> Any:
    for sign, negated in ((" = ", False), (" ≠ ", True)):
        key, found, value = str(told).partition(sign)
        if found and isinstance(told, str) and " " not in key:
            return FilterCondition(key=key, value=value, negated=negated)
    return told


def _setting(told: Any) -> Any:
    key, found, value = str(told).partition(": ")
    return FilterSetting(key=key, value=value) if found and isinstance(told, str) else told


_Condition = Annotated[FilterCondition, BeforeValidator(_condition)]
_Setting = Annotated[FilterSetting, BeforeValidator(_setting)]


class FilterFile(FilterRule):
    """`Subject = ^free`, `From ≠ …`, `X-OTRS-Queue: Junk`."""

    conditions: tuple[_Condition, ...]
    settings: tuple[_Setting, ...]


class FilterFileChange(BaseModel):
    model_config = ConfigDict(extra="forbid")

    valid: bool | None = None
    stop: bool | None = None
    conditions: tuple[_Condition, ...] | None = None
    settings: tuple[_Setting, ...] | None = None


async def _filters(read: ReadUow, principal: Principal) -> Sequence[Any]:
    return [_told(rule) for rule in await filters.list_filters(read, principal)]


def _told(rule: FilterRule) -> SimpleNamespace:
    return SimpleNamespace(
        name=rule.name,
        valid=rule.valid,
        stop=rule.stop,
        conditions=[f"{one.key} {'≠' if one.negated else '='} {one.value}" for one in rule.conditions],
        settings=[f"{one.key}: {one.value}" for one in rule.settings],
    )


async def _create(uow: UnitOfWork, principal: Principal, command: FilterFile) -> SimpleNamespace:
    return _told(await filters.save_filter(uow, principal, command.name, command))


async def _update(uow: UnitOfWork, principal: Principal, name: str, command: FilterFileChange) -> SimpleNamespace:
    present = await filters.read_filter(uow, principal, name)
    rule = build(FilterRule, present.model_dump() | command.model_dump(exclude_unset=True))
    return _told(await filters.save_filter(uow, principal, name, rule))


FILTERS: Final = Kind(
    key="postmaster-filters",
    known_by="name",
    entries=_filters,
    creation=FilterFile,
    create=_create,
    change=FilterFileChange,
    update=_update,
    identify=lambda rule: rule.name,
)
