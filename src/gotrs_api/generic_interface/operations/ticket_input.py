"""The `Ticket` part of TicketCreate and TicketUpdate: what it names, checked in OTRS's order and words.

Source: OTRS 6, Kernel/GenericInterface/Operation/Ticket/{Common,TicketCreate,TicketUpdate}.pm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from gotrs_api.generic_interface.errors import OperationFailed
from gotrs_api.generic_interface.operations.call import Call
from gotrs_api.generic_interface.operations.values import as_id, as_text, is_given
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.pending import InvalidPendingTime, pending_time_after_minutes, pending_time_from_parts
from gotrs_api.tickets.service.create import MAX_TITLE
from gotrs_api.tickets.service.possible import require_possible_owner
from gotrs_api.tickets.service.resolving import Customer, Wanted
from gotrs_api.tickets.service.service_sla import require_service_of_customer, service_has_sla
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.service import Datum

_MAX_NAME: Final = 250
_MAX_CUSTOMER_ID: Final = 150
# OTRS's order of checks.
_KINDS: Final = ("Queue", "Lock", "Type", "Service", "SLA", "State", "Priority", "Owner", "Responsible")
_REQUIRED: Final = ("Queue", "State", "Priority")
_FOR_AGENTS: Final = ("Lock", "Owner", "Responsible")


@dataclass
class TicketInput:
    """What a request says of the ticket. `data` are the values by kind; a kind that was not named is not there."""

    title: str
    data: dict[str, Datum] = field(default_factory=dict)
    customer: Customer | None = None
    customer_id: str | None = None
    pending_until: datetime | None = None
    has_pending: bool = False

    def of(self, kind: str) -> Datum | None:
        return self.data.get(kind)


async def read_ticket(uow: UnitOfWork, call: Call, principal: Principal, given: Mapping[str, Any], *, is_new: bool) -> TicketInput:  # fmt: skip
    """Raises OperationFailed for the first thing that is missing or wrong."""
    if is_new:
        for key in ("Title", "CustomerUser"):
            if not is_given(given.get(key)):
                raise call.missing(f"Ticket->{key} parameter is missing!")
    wanted = await _wanted(uow, given)
    found = TicketInput(as_text(given.get("Title"))[:MAX_TITLE])
    if is_given(given.get("CustomerUser")):
        found.customer = _customer(call, principal, wanted)
    for kind in _KINDS:
        if not _is_named(given, kind):
            if is_new and await _is_required(uow, kind):
                by_setting = " by sysconfig option" if kind == "Type" else ""
                raise call.missing(f"Ticket->{kind}ID or Ticket->{kind} parameter is required{by_setting}!")
            continue
        datum = wanted.get(kind.lower())
        if datum is None or (principal.is_customer and kind in _FOR_AGENTS):
            raise _complain(call, kind)
        found.data[kind] = datum
        await _require_fitting(uow, call, found, kind, is_new=is_new)
    found.customer_id = as_text(given["CustomerID"])[:_MAX_CUSTOMER_ID] if given.get("CustomerID") is not None else None
    if given.get("PendingTime") is not None and given.get("PendingTime") != "":
        found.pending_until = await _pending(uow, call, given["PendingTime"])
        found.has_pending = True
    return found


async def _wanted(uow: UnitOfWork, given: Mapping[str, Any]) -> Wanted:
    wanted = Wanted()
    asked: dict[str, str | int | None] = {}
    for kind in _KINDS:
        by_id, name = as_id(given.get(f"{kind}ID")), as_text(given.get(kind))
        if is_given(given.get(f"{kind}ID")):  # then it alone counts
            if by_id is not None and by_id < 2**31:
                asked[f"{kind.lower()}_id"] = by_id
        elif name and len(name) <= _MAX_NAME:
            asked[kind.lower()] = name
    command = SimpleNamespace(**asked)
    for kind in _KINDS:
        wanted.ask(kind.lower(), command)
    customer = as_text(given.get("CustomerUser"))
    wanted.ask_customer(customer[:_MAX_NAME] or None)
    await wanted.find(uow)
    return wanted


def _is_named(given: Mapping[str, Any], kind: str) -> bool:
    return is_given(given.get(f"{kind}ID")) or is_given(given.get(kind))


async def _is_required(uow: UnitOfWork, kind: str) -> bool:
    return kind in _REQUIRED or (kind == "Type" and await sysconfig.get(uow, settings.TICKET_TYPE))


def _customer(call: Call, principal: Principal, wanted: Wanted) -> Customer:
    """A customer names nobody but themselves."""
    customer = wanted.customer()
    if customer is None or (principal.is_customer and customer.login != principal.login):
        raise call.invalid("Ticket->CustomerUser parameter is invalid!")
    return customer


async def _require_fitting(uow: UnitOfWork, call: Call, found: TicketInput, kind: str, *, is_new: bool) -> None:
    """What depends on what was named before it. Raises OperationFailed."""
    datum = found.data[kind]
    try:
        if kind == "Service" and found.customer is not None and found.customer.customer_id is not None:
            await require_service_of_customer(uow, found.customer.login, datum, "/service")
        elif kind in ("Owner", "Responsible") and is_new:
            group_id = found.data["Queue"].group_id
            await require_possible_owner(uow, group_id, UserId(datum.id), kind.lower(), f"/{kind.lower()}")
    except InvalidTicketChange:
        raise _complain(call, kind) from None
    if kind == "SLA" and is_new:
        service = found.of("Service")
        if service is None or not await service_has_sla(uow, service.id, datum.id):
            raise _complain(call, kind)


def complain_of(call: Call, pointer: str) -> OperationFailed:
    """For a refusal of ours in OTRS's words: `pointer` is that of a master datum, or of a dynamic field."""
    for kind in _KINDS:
        if pointer == f"/{kind.lower()}":
            return _complain(call, kind)
    return call.invalid("DynamicField->Value parameter is invalid!")


def _complain(call: Call, kind: str) -> OperationFailed:
    return call.invalid(f"Ticket->{kind}ID or Ticket->{kind} parameter is invalid!")


async def _pending(uow: UnitOfWork, call: Call, given: Any) -> datetime | None:
    wrong = call.invalid("Ticket->PendingTime parameter is invalid!")
    if not isinstance(given, Mapping):
        raise wrong
    try:
        if is_given(given.get("Diff")):
            minutes = as_id(given["Diff"])
            if minutes is None:
                raise wrong
            return pending_time_after_minutes(minutes, uow.clock.now())
        parts = []
        for key in ("Year", "Month", "Day", "Hour", "Minute"):
            text = as_text(given.get(key))
            if not text.isascii() or not text.isdigit() or len(text) > 4:
                raise wrong
            parts.append(int(text))
        year, month, day, hour, minute = parts
        return pending_time_from_parts(year, month, day, hour, minute, zone=await otrs_zone(uow))
    except InvalidPendingTime:
        raise wrong from None
