"""What the form for many tickets offers: no ticket is known yet, so it is everything that this agent could choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.candidates import offered_agents
from gotrs_api.uow import ReadUow
from gotrs_web.agent import queue_choices, service_choices
from gotrs_web.forms import number
from gotrs_web.found_choices import Options, has_more, some
from gotrs_web.view import catalogue_of

_NOT_CHOSEN = (state_types.MERGED, state_types.REMOVED)


@dataclass(frozen=True)
class Choices:
    """`labels` by field; options are (value, text), translated; `types` and `services` empty where they are switched off.
    `more_agents`, `more_queues`, `more_services`: others are found by words."""

    labels: dict[str, str]
    queues: Options
    more_queues: bool
    states: Options
    priorities: Options
    types: Options
    services: Options
    more_services: bool
    agents: Options
    more_agents: bool


async def load_choices(request: Request, read: ReadUow, principal: Principal, values: Mapping[str, str]) -> Choices:
    _ = catalogue_of(request).gettext
    typed = (number(values.get(name, "")) for name in ("owner_id", "responsible_id"))
    offered = await offered_agents(
        read, principal, chosen={principal.user_id, *(id_ for id_ in typed if id_ is not None)}
    )
    agents = offered.agents
    targets = await queue_choices.queue_options(read, principal, "move_into")
    has_services = await sysconfig.get(read, settings.TICKET_SERVICE)
    services = await service_choices.service_options(read) if has_services else ()
    own = [(str(one.id), _("{name} (you)", name=one.name)) for one in agents if one.id == principal.user_id]
    others = [(str(one.id), one.name) for one in agents if one.id not in (1, principal.user_id)]
    return Choices(
        labels={
            "queue_id": _("Queue"), "state_id": _("State"), "pending_until": _("Pending until"),
            "priority_id": _("Priority"), "type_id": _("Type"), "owner_id": _("Owner"),
            "responsible_id": _("Responsible"), "lock": _("Lock"), "watch": _("Watch"), "note": _("Note"),
            "service_id": _("Service"), "note_visible": _("The customer sees the note"), "time_units": _("Time units"),
            "merge_into": _("Merge into ticket number"), "merge_to_oldest": _("Merge them into the oldest"),
            "link_to": _("Link with ticket number"), "link_role": _("The other ticket"),
            "link_together": _("Link them with each other"), "mail_subject": _("Subject"), "mail_body": _("Text"),
        },
        queues=some(targets, (values.get("queue_id", ""),), values.get(queue_choices.WORDS, "")),
        more_queues=has_more(targets),
        states=tuple(
            (str(one.id), _(one.name))
            for one in await catalog.list_states(read)
            if one.is_valid and one.type.name not in _NOT_CHOSEN
        ),
        priorities=tuple((str(one.id), _(one.name)) for one in await catalog.list_priorities(read) if one.is_valid),
        types=tuple((str(one.id), _(one.name)) for one in await catalog.list_types(read) if one.is_valid)
        if await sysconfig.get(read, settings.TICKET_TYPE)
        else (),
        services=some(services, (values.get("service_id", ""),), values.get(service_choices.WORDS, "")),
        more_services=has_more(services),
        agents=(*own, ("1", _("nobody")), *others),
        more_agents=offered.more,
    )  # fmt: skip
