"""The form for a new phone or e-mail ticket: what can be chosen, what was entered, and the command made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from fastapi import Request

from gotrs_api.acl.attribute_relations.rules import DYNAMIC_FIELD
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog import state_types
from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CustomerUserRead
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, GotrsError, InvalidInput
from gotrs_api.kernel.ids import QueueId, ServiceId
from gotrs_api.queues import service as queues
from gotrs_api.sla import service as slas
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.schemas import TicketCreate
from gotrs_api.tickets.service.candidates import OfferedAgents, offered_agents
from gotrs_api.uow import ReadUow
from gotrs_web.agent import queue_choices, service_choices
from gotrs_web.agent.related import related_to
from gotrs_web.agent.sealing import sealing_of
from gotrs_web.dynamic_fields import ARTICLE, PREFIX, TICKET, FormField, sent_values
from gotrs_web.forms import build, given, local_moment, number
from gotrs_web.found_choices import Options, has_more, some
from gotrs_web.rich_text import RichText
from gotrs_web.uploads import KeptFile, with_text

# `preferred` is the queue that the form chose for the customer, so that another customer may have another one.
FIELDS = (
    "customer", "to", "cc", "bcc", "subject", "body", "queue", "type", "service", "sla", "priority", "state",
    "pending_until", "owner", "time_units", "sign_key", "encrypt", "preferred",
    queue_choices.WORDS, service_choices.WORDS,
)  # fmt: skip
POINTERS = {
    "customer_user": "customer",
    "title": "subject",
    **{f"{name}_id": name for name in ("queue", "type", "service", "sla", "priority", "state", "owner")},
}
# OTRS: Ticket::Frontend::AgentTicketPhone###StateType and StateDefault; the same for e-mail.
STATE_TYPES = (state_types.OPEN, *state_types.PENDING, state_types.CLOSED)
DEFAULT_STATE, DEFAULT_PRIORITY = "open", "3 normal"
Option = tuple[int, str]
# The form's fields by the names that attribute relations have for them.
ATTRIBUTES = {
    "queue": "Queue", "type": "Type", "service": "Service", "sla": "SLA", "priority": "Priority", "state": "State",
    "owner": "Owner",
}  # fmt: skip


class TicketKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"

    @property
    def screen(self) -> str:
        """OTRS's name of it."""
        return "AgentTicketPhone" if self is TicketKind.PHONE else "AgentTicketEmail"

    @property
    def heading(self) -> str:
        return N_("New phone ticket") if self is TicketKind.PHONE else N_("New e-mail ticket")


@dataclass(frozen=True)
class Choices:
    """Options of the select boxes; a tuple that is empty leaves its field out. `is_pending`: the chosen state waits.
    `more_owners`, `more_queues`, `more_services`: others are found by words.

    `fields` are the dynamic fields with the options that are left; `leading`: the form's fields that others depend on
    by attribute relations.
    """

    queues: Options
    more_queues: bool
    types: tuple[Option, ...]
    services: Options
    more_services: bool
    slas: tuple[Option, ...]
    priorities: tuple[Option, ...]
    states: tuple[Option, ...]
    owners: tuple[Option, ...]
    more_owners: bool
    is_pending: bool
    customer: CustomerUserRead | None
    fields: tuple[FormField, ...]
    leading: frozenset[str]


def blank(choices: Choices) -> dict[str, str]:
    """What the form begins with where the address does not say otherwise."""
    values = dict.fromkeys(FIELDS, "")
    values["state"] = _id_of(choices.states, DEFAULT_STATE)
    values["priority"] = _id_of(choices.priorities, DEFAULT_PRIORITY)
    if len(choices.queues) == 1:
        values["queue"] = choices.queues[0][0]
    return values


async def with_preferred_queue(read: ReadUow, principal: Principal, values: Mapping[str, str]) -> Mapping[str, str]:
    """With the queue of the customer's company, as long as the agent has chosen none and may create tickets there."""
    if not values["customer"] or values["queue"] not in ("", values["preferred"]):
        return values
    customer = await customers.find_customer_user(read, values["customer"])
    queue_id = await customers.preferred_queue(read, customer.customer_id) if customer is not None else None
    offered = await queues.list_queues_for(read, principal, "create") if queue_id is not None else []
    chosen = next((str(queue.id) for queue in offered if queue.id == queue_id and queue.is_valid), "")
    return {**values, "queue": chosen, "preferred": chosen} if customer is not None else values


async def load_choices(
    read: ReadUow, principal: Principal, values: Mapping[str, str], fields: Sequence[FormField] = ()
) -> Choices:
    """What fits to what is entered already: services of the customer, agreements of the service, owners of the queue,
    and what attribute relations allow."""
    states = [state for state in await catalog.list_states(read) if state.is_valid and state.type.name in STATE_TYPES]
    chosen_state = _chosen(states, values, "state")
    customer = await customers.find_customer_user(read, values["customer"]) if values.get("customer") else None
    service_id = number(values.get("service", ""))
    has_services = await sysconfig.get(read, settings.TICKET_SERVICE)
    owners = await _owners(read, principal, values)
    offered: dict[str, list[Any]] = {
        "queue": [queue for queue in await queues.list_queues_for(read, principal, "create") if queue.is_valid],
        "type": _valid(await catalog.list_types(read)) if await sysconfig.get(read, settings.TICKET_TYPE) else [],
        "service": _valid(await service_choices.services_for(read, customer.login if customer else None))
        if has_services
        else [],
        "sla": _valid(await slas.slas_for_service(read, ServiceId(service_id))) if service_id and has_services else [],
        "priority": _valid(await catalog.list_priorities(read)),
        "state": states,
        "owner": owners.agents,
    }
    related = await related_to(read, _attributes(offered, values, customer, fields))
    if owners.more and ATTRIBUTES["owner"] in related.allowed:  # whom they allow may not be among the first
        owners = await _owners(read, principal, values, among=related.allowed[ATTRIBUTES["owner"]])
        offered["owner"] = owners.agents
    kept = {
        name: related.keep(ATTRIBUTES[name], rows, attrgetter("login" if name == "owner" else "name"))
        for name, rows in offered.items()
    }
    targets: Options = [(str(one.id), one.name) for one in kept["queue"]]
    services: Options = [(str(one.id), one.name) for one in kept["service"]]
    # What relations allow is few, and the search does not know them.
    more_queues = has_more(targets) and ATTRIBUTES["queue"] not in related.allowed
    more_services = has_more(services) and ATTRIBUTES["service"] not in related.allowed
    return Choices(
        queues=some(targets, (values.get("queue", ""),), values.get(queue_choices.WORDS, ""))
        if more_queues
        else targets,
        more_queues=more_queues,
        types=_options(kept["type"]),
        services=some(services, (values.get("service", ""),), values.get(service_choices.WORDS, ""))
        if more_services
        else services,
        more_services=more_services,
        slas=_options(kept["sla"]),
        priorities=_options(kept["priority"]),
        states=_options(kept["state"]),
        owners=_options(kept["owner"]),
        more_owners=owners.more,
        is_pending=chosen_state is not None and chosen_state.type.name in state_types.PENDING,
        customer=customer,
        fields=tuple(related.keep_fields(fields)),
        leading=frozenset(name for name, attribute in ATTRIBUTES.items() if attribute in related.leading)
        | {PREFIX + name.removeprefix(DYNAMIC_FIELD) for name in related.leading if name.startswith(DYNAMIC_FIELD)},
    )


def _attributes(
    offered: Mapping[str, list[Any]],
    values: Mapping[str, str],
    customer: CustomerUserRead | None,
    fields: Sequence[FormField],
) -> dict[str, tuple[str, ...]]:
    """What is chosen, as attribute relations name it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, rows in offered.items():
        chosen = _chosen(rows, values, name)
        found[ATTRIBUTES[name]] = (chosen.login if name == "owner" else chosen.name,) if chosen is not None else ()
    for field in fields:
        found[DYNAMIC_FIELD + field.key] = tuple(one for one in field.chosen or (field.value,) if one)
    if customer is not None:
        found |= {"CustomerUserID": (customer.login,), "CustomerID": (customer.customer_id,)}
    return found


def _chosen(rows: Iterable[Any], values: Mapping[str, str], name: str) -> Any:
    return next((row for row in rows if row.id == number(values.get(name, ""))), None)


def command_of(
    request: Request,
    kind: TicketKind,
    values: Mapping[str, str],
    body: RichText,
    files: list[KeptFile],
    fields: Sequence[FormField],
    missing: Sequence[FieldError],
) -> TicketCreate:
    """`missing`: what the screen requires of its dynamic fields. Raises InvalidInput."""
    errors = [
        *missing,
        *(
            FieldError(f"/{name}", "required", N_("This is required."))
            for name in ("customer", "queue")
            if not values[name].strip()
        ),
    ]
    text, attached = with_text(body, files)
    until = local_moment(request, values["pending_until"])
    if values["pending_until"] and until is None:
        errors.append(FieldError("/pending_until", "moment", N_("This is no date and time.")))
    ids = {
        f"{name}_id": number(values[name]) for name in ("queue", "type", "service", "sla", "priority", "state", "owner")
    }
    article = {
        **{name: values[name].strip() for name in ("to", "cc", "bcc") if kind is TicketKind.EMAIL},
        "subject": values["subject"].strip(),
        "body": text.body.strip(),
        "content_type": text.content_type,
        "time_units": values["time_units"].strip(),
    }
    wanted: dict[str, Any] = {
        "title": values["subject"].strip(),
        "customer_user": values["customer"].strip(),
        "pending_until": until,
        "dynamic_fields": sent_values(request, fields, TICKET),
        **ids,
    }
    try:
        command = build(
            TicketCreate,
            {
                **given(wanted),
                "article": {
                    **given(article),
                    **(sealing_of(values) if kind is TicketKind.EMAIL else {}),
                    "channel": ArticleChannel.PHONE if kind is TicketKind.PHONE else ArticleChannel.EMAIL,
                    "sender_type": SenderType.CUSTOMER if kind is TicketKind.PHONE else SenderType.AGENT,
                    "visible_for_customer": True,
                    "attachments": attached,
                    "dynamic_fields": sent_values(request, fields, ARTICLE),
                },
            },
        )
    except InvalidInput as refusal:
        errors += refusal.errors
    if errors:
        raise InvalidInput(errors=errors)
    return command


async def _owners(
    read: ReadUow, principal: Principal, values: Mapping[str, str], among: Collection[str] | None = None
) -> OfferedAgents:
    queue_id, chosen = number(values.get("queue", "")), number(values.get("owner", ""))
    nobody = OfferedAgents([], more=False)
    if queue_id is None:
        return nobody
    try:
        known = () if chosen is None else (chosen,)
        return await offered_agents(read, principal, queue_id=QueueId(queue_id), chosen=known, among=among)
    except GotrsError:  # a queue in which one may write without reading it, or none at all
        return nobody


def _valid(entries: Iterable[Any]) -> list[Any]:
    return [one for one in entries if one.is_valid]


def _options(entries: Iterable[Any]) -> tuple[Option, ...]:
    return tuple((one.id, one.name) for one in entries)


def _id_of(options: tuple[Option, ...], name: str) -> str:
    return next((str(id_) for id_, text in options if text == name), "")
