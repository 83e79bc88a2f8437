"""States, priorities, types, services, and service levels."""

from __future__ import annotations

from typing import Any

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.schemas import (
    NameCreate,
    NameUpdate,
    PriorityCreate,
    PriorityUpdate,
    ServiceCreate,
    ServiceRead,
    ServiceUpdate,
    StateCreate,
    StateUpdate,
)
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.sla import service as slas
from gotrs_api.sla.schemas import SlaCreate, SlaUpdate
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID, Field, name
from gotrs_web.admin.listing import Column, Found, Query, cut
from gotrs_web.admin.module import Module, Use, UsedBy
from gotrs_web.admin.modules.escalation_fields import ESCALATION, warned_of
from gotrs_web.admin.modules.reference_options import service_options, state_type_options
from gotrs_web.admin.modules.ticket_uses import Condition, ticket_use

NAME = Column(N_("Name"), "name", "link")
VALIDITY = Column(N_("Valid"), "valid", "validity")
COLOUR = Column(N_("Colour"), "color", "colour")
OWN_COLOUR = Field(
    "color", N_("Colour"), "colour", hint=N_("Like #1a2b3c, in lists and on tickets; empty: as the theme has it.")
)
CHANGED = Column(N_("Changed"), "changed", "moment")


async def _states(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_states(read), query)


async def _priorities(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_priorities(read), query)


async def _types(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_types(read), query)


async def _services(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await catalog.list_services(read), query)


async def _slas(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await slas.list_slas(read), query)


async def _service_used_by(read: ReadUow, principal: Principal, service: ServiceRead) -> list[Use]:
    levels = [row for row in await slas.list_slas(read) if any(ref.id == service.id for ref in row.services)]
    return [
        await ticket_use(read, principal, "service_id", service.id),
        Use("slas", tuple((str(row.id), row.name) for row in levels)),
    ]


def _tickets(condition: Condition) -> UsedBy:
    async def used_by(read: ReadUow, principal: Principal, entry: Any) -> list[Use]:
        return [await ticket_use(read, principal, condition, entry.id)]

    return used_by


STATES = Module(
    key="states",
    add=N_("Add state"),
    columns=(NAME, Column(N_("Kind"), "type.name", "word"), COLOUR, VALIDITY, CHANGED),
    rows=_states,
    read=lambda read, principal, state_id: catalog.read_state(read, state_id),
    fields=(
        name(),
        Field(
            "type_id",
            N_("Kind"),
            "select",
            "type.id",
            state_type_options,
            hint=N_("What it means: closed ends the clocks, pending waits for a time, new and open are work to do."),
        ),
        OWN_COLOUR,
        VALID,
        COMMENT,
    ),
    creation=StateCreate,
    create=catalog.create_state,
    change=StateUpdate,
    update=catalog.update_state,
    audited_as="ticket_state",
    used_by=_tickets("state_id"),
)
PRIORITIES = Module(
    key="priorities",
    add=N_("Add priority"),
    columns=(NAME, COLOUR, VALIDITY, CHANGED),
    rows=_priorities,
    read=lambda read, principal, priority_id: catalog.read_priority(read, priority_id),
    fields=(name(hint=N_("Names begin with a digit, which gives the order.")), OWN_COLOUR, VALID),
    creation=PriorityCreate,
    create=catalog.create_priority,
    change=PriorityUpdate,
    update=catalog.update_priority,
    audited_as="ticket_priority",
    used_by=_tickets("priority_id"),
)
TYPES = Module(
    key="types",
    add=N_("Add type"),
    columns=(NAME, VALIDITY, CHANGED),
    rows=_types,
    read=lambda read, principal, type_id: catalog.read_type(read, type_id),
    fields=(name(), VALID),
    creation=NameCreate,
    create=catalog.create_type,
    change=NameUpdate,
    update=catalog.update_type,
    audited_as="ticket_type",
    used_by=_tickets("type_id"),
)
SERVICES = Module(
    key="services",
    add=N_("Add service"),
    columns=(NAME, Column(N_("Comment"), "comment", "muted"), VALIDITY),
    rows=_services,
    read=lambda read, principal, service_id: catalog.read_service(read, service_id),
    fields=(name(full=True, hint=N_("Service::Part puts one below another.")), VALID, COMMENT),
    creation=ServiceCreate,
    create=catalog.create_service,
    change=ServiceUpdate,
    update=catalog.update_service,
    audited_as="service",
    used_by=_service_used_by,
)
SLAS = Module(
    key="slas",
    add=N_("Add service level"),
    columns=(
        NAME,
        Column(N_("First response (minutes)"), "first_response_time", "number"),
        Column(N_("Update (minutes)"), "update_time", "number"),
        Column(N_("Solution (minutes)"), "solution_time", "number"),
        VALIDITY,
    ),
    rows=_slas,
    read=lambda read, principal, sla_id: slas.read_sla(read, sla_id),
    fields=(
        name(full=True),
        Field(
            "service_ids",
            N_("Services"),
            "choices",
            "services",
            service_options,
            hint=N_("Tickets with one of these services can have it."),
        ),
        *ESCALATION,
        VALID,
        COMMENT,
    ),
    creation=SlaCreate,
    create=slas.create_sla,
    change=SlaUpdate,
    update=slas.update_sla,
    audited_as="sla",
    used_by=_tickets("sla_id"),
    warns=warned_of,
)
