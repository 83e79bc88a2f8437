"""What goes out to a file and back in otherwise than its form has it: its entries as files tell them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

from gotrs_api.admin.calendars import service as calendars
from gotrs_api.admin.calendars.schemas import CalendarSettings, CalendarWrite
from gotrs_api.admin.relations import service as relations
from gotrs_api.automation.notifications import service as notifications
from gotrs_api.automation.notifications.schemas import (
    NotificationCreate,
    NotificationRead,
    NotificationUpdate,
    Visibility,
)
from gotrs_api.automation.notifications.service.items import as_fields
from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput, NotFound
from gotrs_api.mail.accounts.schemas import MailAccountCreate, MailAccountUpdate
from gotrs_api.mail.inbound.filters import service as filters
from gotrs_api.mail.inbound.schemas import FilterCondition, FilterRule, FilterSetting
from gotrs_api.responses import service as responses
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_web.admin.calendar_days import single_days, single_lines, yearly_days, yearly_lines
from gotrs_web.admin.fields import COMMENT, VALID, VALID_OR_NOT, Field, name
from gotrs_web.admin.listing import Found, Query
from gotrs_web.admin.mail.notification_form import FILTERS, RECIPIENTS
from gotrs_web.admin.module import Module
from gotrs_web.admin.modules import MODULES
from gotrs_web.forms import build
from gotrs_web.found_choices import Options

_STRICT = ConfigDict(extra="forbid")
_OF_ATTACHMENTS, _OF_ACCOUNTS = MODULES["attachments"], MODULES["mail-accounts"]
# Files bring passwords in, and take none out.
_PASSWORD: Final = Field("password", N_("Password"), "password", omit_empty=True)


async def _attachments(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = []
    for one in await responses.list_standard_attachments(read):
        _, content = await responses.standard_attachment_content(read, one.id)
        rows.append(SimpleNamespace(**one.model_dump() | {"content": b64encode(content).decode()}))
    return Found(rows, len(rows))


class MailAccountFile(MailAccountCreate):
    """`name` tells accounts apart in a file; they have it of login and server."""

    name: str = ""


class MailAccountFileChange(MailAccountUpdate):
    name: str = ""


def _number(told: Any) -> Any:
    return int(told) if isinstance(told, str) and told.isdecimal() else told


class NotificationFile(NotificationCreate):
    visible_for_agent: Annotated[Visibility, BeforeValidator(_number)] = 0


class NotificationFileChange(NotificationUpdate):
    visible_for_agent: Annotated[Visibility, BeforeValidator(_number)] | None = None


_FILTERED: Final = {one.name.removeprefix("filter_"): one for one in FILTERS}
_AGENTS_GROUPS = relations.relation_of("agents-groups")


async def _logins(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    agents, _ = await relations.labels_of(read, _AGENTS_GROUPS)
    return [(str(key), login) for key, login in agents.items()]


async def _choosable(read: ReadUow, principal: Principal, key: str, values: Sequence[str]) -> Mapping[str, str]:
    """What the values of a filter are called, by what is stored; empty where they stand for themselves."""
    one = _FILTERED.get(key)
    if one is None:
        return {}
    return dict(await one.options(read, principal, frozenset(values)) if callable(one.options) else one.options)


async def _notifications(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = [await _told(read, principal, one) for one in await notifications.list_notifications(read, principal)]
    return Found(rows, len(rows))


async def _told(read: ReadUow, principal: Principal, one: NotificationRead) -> SimpleNamespace:
    by_name = {}
    for key, values in one.filter.items():
        names = await _choosable(read, principal, key, values)
        by_name[key] = [names.get(value, value) for value in values]
    return SimpleNamespace(**one.model_dump() | {"filter": by_name})


async def _by_ids(read: ReadUow, principal: Principal, told: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Raises InvalidInput for a name that there is not."""
    found = {}
    for key, values in told.items():
        known = await _choosable(read, principal, key, [value.removeprefix("#") for value in values])
        ids = {label: stored for stored, label in known.items()} | {f"#{stored}": stored for stored in known}
        if known and not ids.keys() >= set(values):
            raise InvalidInput.field("/filter", "unknown", N_("There is none with this name."))
        found[key] = tuple(ids.get(value, value) for value in values)
    return found


async def _create_notification(uow: UnitOfWork, principal: Principal, command: NotificationFile) -> SimpleNamespace:
    wanted = command.model_copy(update={"filter": await _by_ids(uow, principal, command.filter)})
    return await _told(uow, principal, await notifications.create_notification(uow, principal, wanted))


async def _update_notification(
    uow: UnitOfWork, principal: Principal, notification_id: int, command: NotificationFileChange
) -> SimpleNamespace:
    if command.filter is not None:
        command = command.model_copy(update={"filter": await _by_ids(uow, principal, command.filter)})
    saved = await notifications.update_notification(uow, principal, notification_id, command)
    return await _told(uow, principal, saved)


def _of_otrs(row: Mapping[str, Any]) -> dict[str, Any]:
    """As OTRS exports a notification (its settings are lists below `Data`, references ids), or as we do."""
    data, texts = row.get("Data"), row.get("Message")
    if not isinstance(data, dict) or not isinstance(texts, dict):
        return dict(row)
    items = {str(key): tuple(map(str, value if isinstance(value, list) else [value])) for key, value in data.items()}
    fields: dict[str, Any] = as_fields({key: tuple(one for one in told if one) for key, told in items.items()})
    for reference in (one for one in fields if one.endswith("_ids")):
        fields[reference] = [f"#{one}" for one in fields[reference]]
    fields["filter"] = {
        key: [f"#{one}" if key.endswith("ID") and key in _FILTERED else one for one in values]
        for key, values in fields["filter"].items()
    }
    messages = {
        str(code): {
            "subject": text.get("Subject"),
            "body": text.get("Body"),
            "content_type": "text/html" if "html" in str(text.get("ContentType")) else "text/plain",
        }
        for code, text in texts.items()
        if isinstance(text, dict)
    }
    valid = _number(str(row.get("ValidID", 1)))
    about = {"name": row.get("Name"), "comment": row.get("Comment") or "", "valid": str(Validity.of(valid))}
    return about | fields | {"messages": messages}


_REFERENCES: Final = {"recipient_agent_ids": _logins}


def _plain(one: Field) -> Field:
    """As files have it: by name, agents by login; a number for what is one of some numbers."""
    kept = replace(one, options=_REFERENCES.get(one.name, one.options if one.name.endswith("_ids") else ()))
    return replace(kept, kind="number") if one.name == "visible_for_agent" else replace(kept, found_at="")


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
    """Conditions and headers are lines: `Subject = ^free`, `From ≠ …`, `X-OTRS-Queue: Junk`."""

    conditions: tuple[_Condition, ...]
    settings: tuple[_Setting, ...]


class FilterFileChange(BaseModel):
    model_config = _STRICT

    valid: bool | None = None
    stop: bool | None = None
    conditions: tuple[_Condition, ...] | None = None
    settings: tuple[_Setting, ...] | None = None


async def _filters(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = [_filter_told(rule) for rule in await filters.list_filters(read, principal)]
    return Found(rows, len(rows))


def _filter_told(rule: FilterRule) -> SimpleNamespace:
    return SimpleNamespace(
        name=rule.name,
        valid=rule.valid,
        stop=rule.stop,
        conditions=[f"{one.key} {'≠' if one.negated else '='} {one.value}" for one in rule.conditions],
        settings=[f"{one.key}: {one.value}" for one in rule.settings],
    )


async def _create_filter(uow: UnitOfWork, principal: Principal, command: FilterFile) -> SimpleNamespace:
    return _filter_told(await filters.save_filter(uow, principal, command.name, command))


async def _update_filter(
    uow: UnitOfWork, principal: Principal, rule_name: str, command: FilterFileChange
) -> SimpleNamespace:
    present = await filters.read_filter(uow, principal, rule_name)
    rule = build(FilterRule, present.model_dump() | command.model_dump(exclude_unset=True))
    return _filter_told(await filters.save_filter(uow, principal, rule_name, rule))


class CalendarFileChange(BaseModel):
    """Days as the form has them, a line each."""

    model_config = _STRICT

    number: int | None = None
    name: str | None = None
    time_zone: str | None = None
    week_start: int | None = None
    working_hours: dict[str, list[int]] | None = None
    vacation_days: list[str] | None = None
    vacation_dates: list[str] | None = None


async def _calendars(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = [_calendar_told(one) for one in await calendars.list_calendar_settings(read, principal)]
    return Found(rows, len(rows))


def _calendar_told(one: CalendarSettings) -> SimpleNamespace:
    days = {"vacation_days": yearly_lines(one.vacation_days), "vacation_dates": single_lines(one.vacation_dates)}
    return SimpleNamespace(**one.model_dump() | days)


async def _no_calendar(uow: UnitOfWork, principal: Principal, command: CalendarFileChange) -> SimpleNamespace:
    raise InvalidInput.field("/number", "unknown", N_("There are the calendars 0 to 9."))


async def _update_calendar(
    uow: UnitOfWork, principal: Principal, number: int, command: CalendarFileChange
) -> SimpleNamespace:
    present = (await calendars.read_calendar_settings(uow, principal, number)).model_dump(exclude={"number"})
    said = command.model_dump(exclude_unset=True)
    if command.vacation_days is not None:
        said["vacation_days"] = yearly_days(command.vacation_days)
    if command.vacation_dates is not None:
        said["vacation_dates"] = single_days(command.vacation_dates)
    wanted = build(CalendarWrite, present | said)
    return _calendar_told(await calendars.change_calendar_settings(uow, principal, number, wanted))


async def _nothing(read: ReadUow, principal: Principal, entry_id: Any) -> Any:
    raise NotFound


def _module(key: str, known_by: str, **more: Any) -> Module:
    """Without a list or form of its own here."""
    return Module(key=key, known_by=known_by, add="", columns=(), read=_nothing, audited_as="", **more)


FILE_MODULES: Final[dict[str, Module]] = MODULES | {
    "attachments": replace(
        _OF_ATTACHMENTS,
        rows=_attachments,
        fields=(name(), Field("filename", N_("File")), Field("content_type", N_("Kind")), VALID, COMMENT),
        in_files=(Field("content", N_("File")),),
    ),
    "mail-accounts": replace(
        _OF_ACCOUNTS,
        fields=(name(), *(one for one in _OF_ACCOUNTS.fields if one.kind != "password")),
        in_files=(_PASSWORD,),
        creation=MailAccountFile,
        change=MailAccountFileChange,
    ),
    "smtp-accounts": replace(MODULES["smtp-accounts"], in_files=(_PASSWORD,)),
    "notification-events": _module(
        "notification-events",
        "name",
        rows=_notifications,
        fields=(
            name(),
            VALID,
            COMMENT,
            Field("events", N_("Events"), "choices"),
            *(_plain(one) for one in RECIPIENTS),
            Field("agent_enabled_by_default", N_("How they are told"), "choices"),
        ),
        in_files=(Field("filter", N_("Only for tickets with"), "data"), Field("messages", N_("Texts"), "data")),
        creation=NotificationFile,
        create=_create_notification,
        change=NotificationFileChange,
        update=_update_notification,
        adopt=_of_otrs,
    ),
    "postmaster-filters": _module(
        "postmaster-filters",
        "name",
        rows=_filters,
        fields=(
            name(),
            VALID_OR_NOT,
            Field("stop", N_("No further filters after this one"), "check"),
            Field("conditions", N_("Conditions"), "choices"),
            Field("settings", N_("Headers to set"), "choices"),
        ),
        creation=FilterFile,
        create=_create_filter,
        change=FilterFileChange,
        update=_update_filter,
        identify=lambda rule: str(rule.name),
        parse_id=str,
    ),
    "calendars": _module(
        "calendars",
        "number",
        rows=_calendars,
        fields=(
            Field("number", N_("Number"), "number"),
            Field("name", N_("Name")),
            Field("time_zone", N_("Time zone")),
            Field("week_start", N_("The week begins on"), "number"),
            Field("working_hours", N_("Working hours"), "data"),
            Field("vacation_days", N_("Days without work, every year"), "choices"),
            Field("vacation_dates", N_("Single days without work"), "choices"),
        ),
        creation=CalendarFileChange,
        create=_no_calendar,
        change=CalendarFileChange,
        update=_update_calendar,
        identify=lambda calendar: str(calendar.number),
    ),
}  # fmt: skip
"""Every module whose entries files hold, as they hold them; transfer is for those that say what they are known by."""
