"""The properties of a ticket that are edited in place: what each form asks for, and the use case it calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from operator import attrgetter
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import FormData

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog import state_types
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId, ServiceId
from gotrs_api.queues.errors import QueueNotFound
from gotrs_api.sla import service as slas
from gotrs_api.tickets import schemas
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service.candidates import OfferedAgents, offered_agents
from gotrs_api.uow import ReadUow
from gotrs_web.agent import queue_choices, service_choices
from gotrs_web.agent.related import related_to_ticket
from gotrs_web.dynamic_fields import FormField
from gotrs_web.forms import local_moment, number
from gotrs_web.found_choices import Options, has_more, some
from gotrs_web.hx_events import HxEvent
from gotrs_web.view import View, catalogue_of

Kind = Literal["select", "datetime", "date", "text", "textarea", "checkbox", "hidden"]
Role = Literal["owner", "responsible"]
USUAL_WAIT = timedelta(days=1)  # OTRS 6: Ticket::Frontend::PendingDiffTime


@dataclass(frozen=True)
class Field:
    """`label`, `hint` and `empty` are translated; options are (value, text). `may_be_empty`: emptiness is a value.
    `only_for` (`state_id=4 6`): it is wanted only while that field has one of these values.
    `of`: the dynamic field that it is. `found_at`: where further options are looked for by words, `words`: the name under which a form without scripts sends them.
    `renewed_at`: where the field is asked for anew when the field `renewed_by` changes."""

    name: str
    label: str
    kind: Kind = "select"
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    empty: str | None = None
    hint: str = ""
    required: bool = False
    may_be_empty: bool = False
    of: FormField | None = None
    only_for: str = ""
    found_at: str = ""
    words: str = ""
    renewed_by: str = ""
    renewed_at: str = ""

    def is_wanted_beside(self, values: Mapping[str, str]) -> bool:
        """By `only_for`: a box that is hidden still sends what it began with."""
        name, _, wanted = self.only_for.partition("=")
        return not self.only_for or values.get(name) in wanted.split()

    def read(self, request: Request, form: FormData) -> Field:
        """The same with what was typed."""
        return replace(self, value=str(form.get(self.name, "")).replace("\r\n", "\n"))

    def parsed(self, request: Request) -> Any:
        if self.kind == "datetime":
            return local_moment(request, self.value) or (self.value or None)
        if self.name.endswith("_id") and self.name != "customer_id":
            return number(self.value, 63 if self.name == "article_id" else 31)
        return self.value.strip() or None


Prepare = Callable[[ReadUow, Principal, dict[str, Any]], Awaitable[dict[str, Any]]]
Load = Callable[[Request, ReadUow, Principal, TicketRead], Awaitable[list[Field]]]


@dataclass(frozen=True)
class PropertyForm:
    """`action` is one of `TicketRead.allowed`; `call` a service function; texts are message ids.

    `prepare` turns what was typed into what the schema takes, where that needs looking up. `leads_away`: afterwards one
    is at the ticket that `call` answers, or at the lists when it answers None. `lead` says what will happen.
    """

    action: str
    title: str
    submit: str
    done: str
    schema: type[schemas.TicketAssign | Any]
    call: Callable[..., Awaitable[TicketRead | None]]
    load: Load
    event: HxEvent
    with_note: bool = True
    prepare: Prepare | None = None
    leads_away: bool = False
    lead: str = ""
    is_danger: bool = False


def options_of(rows: Iterable[Any], translate: Callable[[str], str] = str) -> tuple[tuple[str, str], ...]:
    return tuple((str(row.id), translate(row.name)) for row in rows)


def _valid(rows: Iterable[Any], present: int | None = None) -> list[Any]:
    return [row for row in rows if row.is_valid or row.id == present]


async def _title(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    return [Field("title", _("Title"), "text", ticket.title, required=True)]


async def queue_field(
    request: Request, options: Options, search: str, *, value: str = "", empty: str | None = None, hint: str = ""
) -> Field:
    plain = Field(
        "queue_id", catalogue_of(request).gettext("Queue"), value=value, empty=empty, hint=hint, required=True
    )
    return await _with_found(request, plain, options, search, queue_choices.WORDS)


async def _with_found(request: Request, field: Field, options: Options, search: str, words: str) -> Field:
    """Of many options those that were sent or fit the words that were; `search` finds others."""
    sent = await request.form() if request.method == "POST" else request.query_params
    chosen = str(sent.get(field.name, field.value))
    offered = tuple(some(options, (chosen,), str(sent.get(words, ""))))
    return replace(field, value=chosen, options=offered, found_at=search if has_more(options) else "", words=words)


async def _state(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    """All states whose own screen the agent may use."""
    rows = await _possible_states(read, ticket, ticket.state.id)
    return _state_fields(request, ticket, rows, str(ticket.state.id))


async def next_state_fields(
    request: Request, read: ReadUow, ticket: TicketRead, types: Collection[str], *, required: bool
) -> list[Field]:
    """What comes beside another change: states of these types; the time only where one of them waits."""
    _ = catalogue_of(request).gettext
    rows = [state for state in await _possible_states(read, ticket) if state.type.name in types]
    if not rows:
        return []
    state, until = _state_fields(request, ticket, rows, "")
    empty = _("Choose…") if required else _("as it is")
    state = replace(state, label=_("Next state"), empty=empty, required=required)
    return [state, until] if any(row.type.name in state_types.PENDING for row in rows) else [state]


async def _possible_states(read: ReadUow, ticket: TicketRead, present: int | None = None) -> list[Any]:
    by_type = {
        state_types.CLOSED: "close",
        state_types.MERGED: "",
        **dict.fromkeys(state_types.PENDING, "pending"),
    }
    rows = [
        state
        for state in _valid(await catalog.list_states(read), present)
        if by_type.get(state.type.name, "state") in ticket.allowed or state.id == present
    ]
    return (await related_to_ticket(read, ticket)).keep("State", rows)


async def _pending(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    rows = [state for state in _valid(await catalog.list_states(read)) if state.type.name in state_types.PENDING]
    rows = (await related_to_ticket(read, ticket)).keep("State", rows)
    chosen = next((state for state in rows if state.id == ticket.state.id), None)
    chosen = chosen or next((state for state in rows if state.type.name == state_types.PENDING_REMINDER), None)
    return _state_fields(request, ticket, rows, str(chosen.id) if chosen else "", until_required=True)


def _state_fields(
    request: Request, ticket: TicketRead, rows: list[Any], value: str, *, until_required: bool = False
) -> list[Field]:
    _ = catalogue_of(request).gettext
    at, now = ticket.pending_until, request.state.now
    if until_required and (at is None or at <= now):
        at = now + USUAL_WAIT
    until = at.astimezone(View(request).zone).strftime("%Y-%m-%dT%H:%M") if at else ""
    hint = "" if until_required else _("Only pending states need a time.")
    return [
        Field("state_id", _("State"), value=value, options=options_of(rows, _), required=True),
        Field(
            "pending_until",
            _("Pending until"),
            "datetime",
            until,
            hint=hint,
            required=until_required,
            only_for=""
            if until_required
            else f"state_id={' '.join(str(row.id) for row in rows if row.type.name in state_types.PENDING)}",
        ),
    ]


async def _closure(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    return await _states_of(request, read, ticket, (state_types.CLOSED,), "closed successful")


async def _reopening(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    return await _states_of(request, read, ticket, ("open", "new"), "open")


async def _states_of(
    request: Request, read: ReadUow, ticket: TicketRead, types: tuple[str, ...], usual: str
) -> list[Field]:
    _ = catalogue_of(request).gettext
    rows = [state for state in _valid(await catalog.list_states(read)) if state.type.name in types]
    rows = (await related_to_ticket(read, ticket)).keep("State", rows)
    value = next((str(state.id) for state in rows if state.name == usual), "")
    return [Field("state_id", _("State"), value=value, options=options_of(rows, _), required=True)]


async def priority_fields(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    rows = _valid(await catalog.list_priorities(read), ticket.priority.id)
    rows = (await related_to_ticket(read, ticket)).keep("Priority", rows)
    return [
        Field("priority_id", _("Priority"), value=str(ticket.priority.id), options=options_of(rows, _), required=True)
    ]


async def _owner(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    return await _agents(request, read, principal, ticket, "owner", ticket.owner.id)


async def _responsible(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    return await _agents(request, read, principal, ticket, "responsible", ticket.responsible.id)


async def _agents(
    request: Request, read: ReadUow, principal: Principal, ticket: TicketRead, right: Role, present: int
) -> list[Field]:
    _ = catalogue_of(request).gettext
    queue_id = QueueId(ticket.queue.id)
    attribute = "Owner" if right == "owner" else "Responsible"
    related = await related_to_ticket(read, ticket)
    among = related.allowed.get(attribute)
    chosen_already = [present] if present != 1 else []
    try:
        offered = await offered_agents(
            read, principal, queue_id=queue_id, role=right, chosen=chosen_already, among=among
        )
        agents = offered.agents
        if offered.more and all(one.id != principal.user_id for one in agents):
            mine = await offered_agents(read, principal, queue_id=queue_id, role=right, words=principal.login)
            agents = [*(one for one in mine.agents if one.id == principal.user_id), *agents]
    except QueueNotFound:  # an owner who may not read the queue can still give the ticket back
        offered, agents = OfferedAgents([], more=False), []
    found = related.keep(attribute, agents, attrgetter("login"))
    # Oneself first: taking a ticket is the most frequent choice.
    own = [(str(agent.id), _("{name} (you)", name=agent.name)) for agent in found if agent.id == principal.user_id]
    others = [(str(agent.id), agent.name) for agent in found if agent.id != principal.user_id]
    options = (*own, ("1", _("nobody")), *others)
    chosen = present if present != 1 or right == "responsible" else int(principal.user_id)
    label = _("Owner") if right == "owner" else _("Responsible")
    found_at = (
        f"/agent/agents?{urlencode({'queue': ticket.queue.id, 'role': right, 'ticket': ticket.id})}"
        if offered.more
        else ""
    )
    return [Field(f"{right}_id", label, value=str(chosen), options=options, required=True, found_at=found_at)]


async def _type(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    present = ticket.type.id if ticket.type else None
    rows = (await related_to_ticket(read, ticket)).keep("Type", _valid(await catalog.list_types(read), present))
    return [Field("type_id", _("Type"), value=str(present or ""), options=options_of(rows, _), required=True)]


async def _service(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    present = str(ticket.service.id) if ticket.service else ""
    options = await service_choices.services_of_ticket(read, ticket)
    plain = Field("service_id", _("Service"), value=present, empty=_("none"), may_be_empty=True)
    return [await _with_found(request, plain, options, service_choices.found_at(ticket), service_choices.WORDS)]


async def _sla(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    rows = await slas.slas_for_service(read, ServiceId(ticket.service.id)) if ticket.service else []
    rows = (await related_to_ticket(read, ticket)).keep("SLA", rows)
    present = str(ticket.sla.id) if ticket.sla else ""
    hint = "" if ticket.service else _("Choose a service first: agreements belong to services.")
    return [
        Field(
            "sla_id", _("SLA"), value=present, options=options_of(rows), empty=_("none"), hint=hint, may_be_empty=True
        )
    ]


async def _customer(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    login = ticket.customer_user.login if ticket.customer_user else ""
    hint = _("Login or e-mail address.")
    return [
        Field("customer_user", _("Customer user"), "text", login, hint=hint, may_be_empty=True),
        Field("customer_id", _("Customer id"), "text", ticket.customer_id or "", may_be_empty=True),
    ]


FORMS: Mapping[str, PropertyForm] = {
    "title": PropertyForm(
        "title", N_("Change the title"), N_("Save"), N_("Title changed."), schemas.TicketSetTitle, tickets.set_title,
        _title, HxEvent.TICKET_TITLE_CHANGED, with_note=False,
    ),
    "state": PropertyForm(
        "state", N_("Change the state"), N_("Save"), N_("State changed."), schemas.TicketSetState, tickets.set_state,
        _state, HxEvent.TICKET_STATE_CHANGED,
    ),
    "pending": PropertyForm(
        "pending", N_("Wait until later"), N_("Set pending"), N_("The ticket waits."), schemas.TicketSetPending,
        tickets.set_pending, _pending, HxEvent.TICKET_STATE_CHANGED,
    ),
    "priority": PropertyForm(
        "priority", N_("Change the priority"), N_("Save"), N_("Priority changed."), schemas.TicketSetPriority,
        tickets.set_priority, priority_fields, HxEvent.TICKET_PRIORITY_CHANGED,
    ),
    "owner": PropertyForm(
        "assign", N_("Give the ticket to somebody"), N_("Assign"), N_("Owner changed."), schemas.TicketAssign,
        tickets.assign_ticket, _owner, HxEvent.TICKET_OWNER_CHANGED,
    ),
    "responsible": PropertyForm(
        "responsible", N_("Change who is responsible"), N_("Save"), N_("Responsible changed."),
        schemas.TicketSetResponsible, tickets.set_responsible, _responsible, HxEvent.TICKET_OWNER_CHANGED,
    ),
    "type": PropertyForm(
        "type", N_("Change the type"), N_("Save"), N_("Type changed."), schemas.TicketSetType, tickets.set_type, _type,
        HxEvent.TICKET_FIELDS_CHANGED, with_note=False,
    ),
    "service": PropertyForm(
        "service", N_("Change the service"), N_("Save"), N_("Service changed."), schemas.TicketSetService,
        tickets.set_service, _service, HxEvent.TICKET_FIELDS_CHANGED, with_note=False,
    ),
    "sla": PropertyForm(
        "sla", N_("Change the service level agreement"), N_("Save"), N_("SLA changed."), schemas.TicketSetSla,
        tickets.set_sla, _sla, HxEvent.TICKET_FIELDS_CHANGED, with_note=False,
    ),
    "customer": PropertyForm(
        "customer", N_("Change the customer"), N_("Save"), N_("Customer changed."), schemas.TicketSetCustomer,
        tickets.set_customer, _customer, HxEvent.TICKET_CUSTOMER_CHANGED, with_note=False,
    ),
    "closure": PropertyForm(
        "close", N_("Close the ticket"), N_("Close ticket"), N_("Ticket closed."), schemas.TicketClose,
        tickets.close_ticket, _closure, HxEvent.TICKET_STATE_CHANGED,
    ),
    "reopening": PropertyForm(
        "reopen", N_("Open the ticket again"), N_("Reopen"), N_("Ticket reopened."), schemas.TicketReopen,
        tickets.reopen_ticket, _reopening, HxEvent.TICKET_STATE_CHANGED,
    ),
}  # fmt: skip
