"""A notification as a form: plain fields, filters by what tickets have, and a text for each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final

from gotrs_api.automation.notifications.event_names import FIELD_EVENT_PREFIX, OFFERED_EVENTS
from gotrs_api.automation.notifications.schemas import NotificationRead
from gotrs_api.automation.notifications.transports import TRANSPORTS
from gotrs_api.catalog import service as catalog
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.i18n import LANGUAGES, N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import groups
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.sla import service as sla
from gotrs_api.tickets.service.candidates import offered_agents
from gotrs_api.uow import ReadUow
from gotrs_api.webhooks import service as webhooks
from gotrs_web.admin.fields import COMMENT, VALID, Field, Value, choices, command_values, name
from gotrs_web.admin.modules.reference_options import (
    QUEUES_FOUND_AT,
    group_options,
    priority_options,
    queue_options,
    service_options,
    state_options,
    state_type_options,
    type_options,
)
from gotrs_web.forms import number
from gotrs_web.found_choices import Options

_RECIPIENTS: Final = (
    ("AgentOwner", N_("owner")),
    ("AgentResponsible", N_("responsible agent")),
    ("AgentWatcher", N_("watchers")),
    ("AgentReadPermissions", N_("agents who may read the ticket")),
    ("AgentWritePermissions", N_("agents who may change the ticket")),
    ("AgentMyQueues", N_("agents who have the queue among theirs")),
    ("AgentMyServices", N_("agents who have the service among theirs")),
    ("AgentMyQueuesMyServices", N_("agents who have queue and service among theirs")),
    ("AgentCreateBy", N_("the agent who opened the ticket")),
    ("AllMentionedUsers", N_("mentioned agents")),
    ("Customer", N_("customer user")),
    ("AllRecipientsFirstArticle", N_("everybody on the first article")),
    ("AllRecipientsLastArticle", N_("everybody on the last article")),
)
_VISIBILITY = (
    ("0", N_("not shown to agents")),
    ("1", N_("agents may choose")),
    ("2", N_("agents may choose how, but not whether")),
)
_FRAMES = (("Default", N_("usual")), ("Alert", N_("alert")), ("Unformatted", N_("plain")))
_CONTENT_TYPES = (("text/plain", N_("plain text")), ("text/html", N_("HTML")))
_SENDER_TYPES = (("1", N_("agent")), ("2", N_("system")), ("3", N_("customer")))
_SEEN = (("1", N_("yes")), ("0", N_("no")))
_TAGS = N_("Tags such as <OTRS_TICKET_TicketNumber> are filled in.")
_FORMAT = N_("How the text is meant; it is converted where a message has the other format.")
OTHER_FILTERS: Final = "other_filters"
_FILTER: Final = "filter_"
_TEXTS: Final = ("subject", "body", "content_type")


async def _events(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    fields = await dynamic_fields.all_fields(read)
    of_fields = {f"{FIELD_EVENT_PREFIX}{one.name}" for one in fields if one.object_type == ObjectType.TICKET}
    return [(event, event) for event in sorted({*OFFERED_EVENTS, *of_fields, *chosen} - {""})]


async def _agents(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    known = {id_ for one in chosen if (id_ := number(one)) is not None}
    return [(str(one.id), one.name) for one in (await offered_agents(read, principal, chosen=known)).agents]


async def _transports(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    """OTRS's others are offered where they are chosen: they stay, and nothing here uses them."""
    known = {one.name: one.label for one in TRANSPORTS.values()}
    return [*known.items(), *((other, other) for other in sorted(chosen - known.keys() - {""}))]


async def _webhooks(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return [(str(one.id), one.name) for one in await webhooks.list_webhooks(read, principal)]


async def _roles(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    rows = await groups.list_roles(read, principal)
    return [(str(row.id), row.name) for row in rows if row.valid or str(row.id) in chosen]


async def _state_types(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return [(label, label) for _, label in await state_type_options(read, principal, chosen)]


async def _locks(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await catalog.list_locks(read), chosen)


async def _slas(read: ReadUow, principal: Principal, chosen: frozenset[str]) -> Options:
    return choices(await sla.list_slas(read), chosen)


def _filter(key: str, label: str, options: Any, found_at: str = "") -> Field:
    return Field(f"{_FILTER}{key}", label, "choices", options=options, hint=N_("None chosen: all."), found_at=found_at)


GENERAL: Final = (
    name(full=True),
    VALID,
    COMMENT,
    Field("events", N_("Events"), "choices", options=_events, hint=N_("At each of them it is decided who is told.")),
)
FILTERS: Final = (
    _filter("QueueID", N_("Queue"), queue_options, QUEUES_FOUND_AT),
    _filter("StateID", N_("State"), state_options),
    _filter("StateType", N_("Kind of state"), _state_types),
    _filter("PriorityID", N_("Priority"), priority_options),
    _filter("TypeID", N_("Type"), type_options),
    _filter("LockID", N_("Lock"), _locks),
    _filter("ServiceID", N_("Service"), service_options),
    _filter("SLAID", N_("Service level"), _slas),
    _filter("ArticleSenderTypeID", N_("Article from"), _SENDER_TYPES),
    _filter("ArticleIsVisibleForCustomer", N_("Article visible for the customer"), _SEEN),
    Field(
        OTHER_FILTERS,
        N_("Further filters"),
        "textarea",
        full=True,
        rows=3,
        hint=N_("One in each line, such as CustomerID = acme, MIMEBase_Subject = invoice or Search_DynamicField_Name = value."),
    ),
)  # fmt: skip
RECIPIENTS: Final = (
    Field("recipients", N_("Recipients"), "choices", options=_RECIPIENTS, hint=N_("Whoever it is on the ticket.")),
    Field(
        "recipient_agent_ids",
        N_("Agents"),
        "choices",
        options=_agents,
        hint=N_("Told of every ticket."),
        found_at="/agent/agents",
    ),
    Field("recipient_group_ids", N_("Groups"), "choices", options=group_options, hint=N_("All their agents.")),
    Field("recipient_role_ids", N_("Roles"), "choices", options=_roles, hint=N_("All their agents.")),
    Field("recipient_email", N_("Further addresses"), full=True, hint=N_("Separated by commas.")),
    Field(
        "transports",
        N_("How they are told"),
        "choices",
        options=_transports,
        translated=True,
        start=["Email"],
        hint=N_("Agents may choose among these where their settings show it."),
    ),
    Field(
        "webhook_ids",
        N_("Webhooks"),
        "choices",
        options=_webhooks,
        hint=N_("Told where Webhook is among the ways; what became of it stands with the webhook."),
    ),
    Field(
        "visible_for_agent",
        N_("In the agents' settings"),
        "select",
        options=_VISIBILITY,
        start="0",
        hint=N_("Whether agents can do without it."),
    ),
    Field("tooltip", N_("Explanation there"), hint=N_("Agents read it beside their choice.")),
    Field(
        "email_template",
        N_("Look"),
        "select",
        options=_FRAMES,
        start="Default",
        hint=N_("What a mail in HTML is framed with."),
    ),
    Field(
        "send_on_out_of_office",
        N_("Also to agents who are out of office"),
        "check",
        hint=N_("Without it they are left out as long as they are away."),
    ),
    Field(
        "once_per_day",
        N_("Once a day for each ticket and recipient"),
        "check",
        hint=N_("What follows on that day tells them nothing."),
    ),
    Field(
        "visible_for_customer",
        N_("Customers see it in the ticket"),
        "check",
        hint=N_("Of mails to customers, which are articles of the ticket."),
    ),
    Field(
        "include_attachments",
        N_("With the article's attachments"),
        "check",
        hint=N_("Of the article that the event is about."),
    ),
)
PLAIN: Final = (*GENERAL, *RECIPIENTS)


def text_fields(language: str) -> tuple[Field, ...]:
    return (
        Field(f"subject_{language}", N_("Subject"), full=True, required=True, hint=_TAGS),
        Field(f"body_{language}", N_("Text"), "textarea", full=True, rows=8, required=True, hint=_TAGS),
        Field(
            f"content_type_{language}", N_("Format"), "select", options=_CONTENT_TYPES, start="text/plain", hint=_FORMAT
        ),
    )


def all_fields(languages: Iterable[str]) -> tuple[Field, ...]:
    return (*PLAIN, *FILTERS, *(one for language in languages for one in text_fields(language)))


def language_names(languages: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, LANGUAGES[code].name if code in LANGUAGES else code) for code in languages]


def as_entry(read: NotificationRead) -> SimpleNamespace:
    """What `Field.stored` looks at: attributes by the names of the fields."""
    known = {one.name.removeprefix(_FILTER) for one in FILTERS}
    found: dict[str, Any] = {one.name: getattr(read, one.name) for one in PLAIN}
    found |= {one.name: read.filter.get(one.name.removeprefix(_FILTER), ()) for one in FILTERS}
    lines = [f"{key} = {value}" for key, values in read.filter.items() if key not in known for value in values]
    found[OTHER_FILTERS] = "\n".join(lines)
    for language, text in read.messages.items():
        found |= {f"{part}_{language}": getattr(text, part) for part in _TEXTS}
    return SimpleNamespace(**found)


def command_of(
    values: Mapping[str, Value], before: Mapping[str, Value], languages: Sequence[str], stored_languages: Sequence[str]
) -> dict[str, Any]:
    """What a command is built from; of something stored (`before` is not empty) only what was changed.

    Raises InvalidInput for a further filter that is none.
    """
    said = command_values(PLAIN, values, before)
    if "visible_for_agent" in said:
        said["visible_for_agent"] = number(str(said["visible_for_agent"])) or 0
    if _changed((one.name for one in FILTERS), values, before):
        said["filter"] = _filter_of(values)
    texts = [f"{part}_{language}" for language in languages for part in _TEXTS]
    if list(languages) != list(stored_languages) or _changed(texts, values, before):
        said["messages"] = {language: {part: values[f"{part}_{language}"] for part in _TEXTS} for language in languages}
    return said


def _changed(names: Iterable[str], values: Mapping[str, Value], before: Mapping[str, Value]) -> bool:
    return any(one not in before or values[one] != before[one] for one in names)


def _filter_of(values: Mapping[str, Value]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in FILTERS:
        chosen = values[one.name]
        if isinstance(chosen, list) and chosen:
            found[one.name.removeprefix(_FILTER)] = chosen
    for line in str(values[OTHER_FILTERS]).splitlines():
        key, equals, value = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not equals or not key or not value:
            raise InvalidInput(errors=[FieldError(f"/{OTHER_FILTERS}", "line", N_("Each line is a key = a value."))])
        found.setdefault(key, []).append(value)
    return found
