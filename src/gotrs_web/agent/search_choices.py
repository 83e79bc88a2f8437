"""What the search form offers, and how its conditions are said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request

from gotrs_api.catalog import service as catalog
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.candidates import offered_agents
from gotrs_api.uow import ReadUow
from gotrs_web.agent import queue_choices, service_choices, sla_choices
from gotrs_web.agent.search_query import (
    AFTER,
    ARCHIVE,
    BEFORE,
    DAY_MINUTES,
    DAYS,
    FIELD_PREFIX,
    LISTS,
    SPANS,
    SUB_QUEUES,
    TEXTS,
    WITHIN,
    SearchQuery,
)
from gotrs_web.dynamic_fields import TICKET, FormField, form_fields
from gotrs_web.forms import number
from gotrs_web.found_choices import Options, has_more, some
from gotrs_web.view import catalogue_of

SCREEN = "AgentTicketSearch"
AGENTS = ("owner_id", "responsible_id", "watcher_id", "created_by_id")


@dataclass(frozen=True)
class Condition:
    """A chip: `name` and `value` say what taking it away takes out of the address."""

    name: str
    value: str
    label: str
    text: str


@dataclass(frozen=True)
class SearchField:
    """A dynamic field as the form asks for it: `name` stands in the address; `options` empty for a text or a day."""

    name: str
    label: str
    options: Options = ()
    is_day: bool = False


@dataclass(frozen=True)
class SearchChoices:
    """`lists`: options by name; what the desk does not use has no entry. `days`: how long ago, in minutes. `more_agents`, `more_queues`, `more_services`, `more_slas`: others are found by words."""

    lists: Mapping[str, Options]
    days: Options
    archives: Options
    more_agents: bool
    more_queues: bool
    more_services: bool
    more_slas: bool
    fields: tuple[SearchField, ...]


async def load_search_choices(
    request: Request, read: ReadUow, principal: Principal, query: SearchQuery
) -> SearchChoices:
    catalogue = catalogue_of(request)
    _ = catalogue.gettext
    asked = [id_ for name in AGENTS for one in query.values.get(name, ()) if (id_ := number(one)) is not None]
    offered = await offered_agents(read, principal, chosen=asked)
    readable = await queue_choices.queue_options(read, principal, "ro", invalid=True)
    agents: Options = tuple((str(one.id), one.name) for one in offered.agents)
    owners = (("1", _("nobody")), *(one for one in agents if one[0] != "1"))
    lists: dict[str, Options] = {
        "queue_id": some(readable, query.values.get("queue_id", ()), request.query_params.get(queue_choices.WORDS, "")),
        "state_type": tuple((one.name, _(one.name)) for one in await catalog.list_state_types(read)),
        "priority_id": tuple((str(one.id), _(one.name)) for one in await catalog.list_priorities(read)),
        "owner_id": owners,
        "responsible_id": owners if await sysconfig.get(read, settings.TICKET_RESPONSIBLE) else (),
        "watcher_id": agents if await sysconfig.get(read, settings.TICKET_WATCHER) else (),
        "created_by_id": agents,
        "lock_id": tuple((str(one.id), _(one.name)) for one in await catalog.list_locks(read)),
    }
    if await sysconfig.get(read, settings.TICKET_TYPE):
        lists["type_id"] = tuple((str(one.id), _(one.name)) for one in await catalog.list_types(read))
    services: Options = ()
    agreements: Options = ()
    if await sysconfig.get(read, settings.TICKET_SERVICE):
        services = await service_choices.service_options(read, invalid=True)
        words = request.query_params.get(service_choices.WORDS, "")
        lists["service_id"] = some(services, query.values.get("service_id", ()), words)
        agreements = await sla_choices.sla_options(read)
        words = request.query_params.get(sla_choices.WORDS, "")
        lists["sla_id"] = some(agreements, query.values.get("sla_id", ()), words)
    fields = await form_fields(request, read, SCREEN, object_types=TICKET, values={})
    return SearchChoices(
        lists={name: lists[name] for name in LISTS if lists.get(name)},
        days=tuple((str(n * DAY_MINUTES), catalogue.ngettext("last day", "last {n} days", n)) for n in DAYS),
        archives=(("archived", _("only archived")), ("all", _("archived, too"))),
        more_agents=offered.more,
        more_queues=has_more(readable),
        more_services=has_more(services),
        more_slas=has_more(agreements),
        fields=tuple(field for one in fields for field in _asked(one, _("yes"), _("no"), _("from"), _("until"))),
    )


def conditions(request: Request, query: SearchQuery, choices: SearchChoices) -> list[Condition]:
    """What is asked for, in the order of the form; each value of a list by itself."""
    catalogue = catalogue_of(request)
    _ = catalogue.gettext
    found = [Condition(name, query.one(name), _(label), query.one(name)) for name, label in TEXTS.items()]
    for name, label in LISTS.items():
        texts = dict(choices.lists.get(name, ()))
        found += [Condition(name, one, _(label), texts.get(one, one)) for one in query.values.get(name, ())]
    if query.one("queue_id") and query.one(SUB_QUEUES):
        found.append(Condition(SUB_QUEUES, query.one(SUB_QUEUES), _("Queue"), _("with the queues below")))
    days = dict(choices.days)
    for name, label in SPANS.items():
        within = query.one(name + WITHIN)
        found += [
            Condition(name + WITHIN, within, _(label), days.get(within, within)),
            Condition(name + AFTER, query.one(name + AFTER), _(label), _("from {day}", day=query.one(name + AFTER))),
            Condition(
                name + BEFORE, query.one(name + BEFORE), _(label), _("until {day}", day=query.one(name + BEFORE))
            ),
        ]
    archive = query.one(ARCHIVE)
    found.append(Condition(ARCHIVE, archive, _("Archive"), dict(choices.archives).get(archive, archive)))
    for asked in choices.fields:
        texts = dict(asked.options)
        found += [
            Condition(asked.name, one, asked.label, texts.get(one, one)) for one in query.values.get(asked.name, ())
        ]
    named = {one.name for one in found}
    found += [
        Condition(name, one, name, one) for name in query.values if name not in named for one in query.values[name]
    ]
    return [one for one in found if one.value]


def _asked(one: FormField, yes: str, no: str, after: str, before: str) -> list[SearchField]:
    name = FIELD_PREFIX + one.key
    match one.kind:
        case "select":
            return [SearchField(name, one.label, tuple(option for option in one.options if option[0]))]
        case "checkbox":
            return [SearchField(name, one.label, (("1", yes), ("0", no)))]
        case "date" | "datetime":
            ends = (("gte", after), ("lte", before))
            return [SearchField(f"{name}.{end}", f"{one.label} ({text})", is_day=True) for end, text in ends]
    return [SearchField(f"{name}.like", one.label)]
