"""What a remote system's answer changes on the ticket: OTRS's keys `OTRS_Ticket…`.

Source: Znuny 6.5, Kernel/GenericInterface/Invoker/Ticket/Generic.pm, HandleResponse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gotrs_api.articles.schemas import ArticleCreate
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.generic_interface.operations.values import as_id, as_list, as_text, as_texts
from gotrs_api.generic_interface.requester.payloads import CallInvoker
from gotrs_api.generic_interface.webservice import Webservice
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.schemas import TicketCreate, TicketReply, TicketUpdate
from gotrs_api.uow import UnitOfWork

_FIELD: Final = "OTRS_TicketDynamicFieldSet_"
_NAMES: Final = {
    "OTRS_TicketTitleUpdate": "title", "OTRS_TicketServiceSet": "service", "OTRS_TicketTypeSet": "type",
    "OTRS_TicketQueueSet": "queue", "OTRS_TicketSLASet": "sla", "OTRS_TicketStateSet": "state",
    "OTRS_TicketOwnerSet": "owner", "OTRS_TicketResponsibleSet": "responsible", "OTRS_TicketPrioritySet": "priority",
}  # fmt: skip
_EMPTIABLE: Final = ("service", "sla")
_MOST: Final = 50  # articles, tickets or calls of one answer


async def apply_answer(
    uow: UnitOfWork, webservice: Webservice, principal: Principal, ticket_id: TicketId, answer: Mapping[str, Any]
) -> None:
    """Raises GotrsError and pydantic's ValidationError; nothing is done then."""
    changes = await _changes(uow, answer)
    if changes:
        await tickets.update_ticket(uow, principal, ticket_id, TicketUpdate.model_validate(changes))
    for entry in as_list(answer.get("OTRS_TicketHistoryAdd"))[:_MOST]:
        if isinstance(entry, Mapping) and as_text(entry.get("Name")):
            kind = as_text(entry.get("HistoryType")) or HistoryType.MISC.value
            known = HistoryType(kind) if kind in set(HistoryType) else HistoryType.MISC
            await tickets.add_history(uow, ticket_id, HistoryLine(known, as_text(entry["Name"])[:200]))
    for entry in as_list(answer.get("OTRS_TicketArticleAdd"))[:_MOST]:
        if isinstance(entry, Mapping):
            await tickets.add_article(uow, principal, ticket_id, TicketReply.model_validate(_article(entry)))
    for article_id in _announced(answer):
        await tickets.announce_again(uow, principal, ticket_id, article_id)
    for entry in as_list(answer.get("OTRS_TicketCreate"))[:_MOST]:
        if isinstance(entry, Mapping):
            await tickets.create_ticket(uow, principal, TicketCreate.model_validate(_ticket(entry)))
    for name in as_texts(answer.get("OTRS_AsynchronousInvokerExecution"))[:_MOST]:
        if name in webservice.invokers:
            now = int(uow.clock.now().timestamp())
            data = {"TicketID": ticket_id, "Event": "OTRS_AsynchronousInvokerExecution"}
            uow.enqueue_at_commit(CallInvoker(webservice_id=webservice.id, invoker=name, data=data, begun_at=now))


def _announced(answer: Mapping[str, Any]) -> list[ArticleId]:
    """`"12,13"`, a list of ids, or both."""
    given = ",".join(as_texts(answer.get("OTRS_TicketArticleCreateEvent"))).split(",")
    found = [as_id(each.strip()) for each in given if each.strip()]
    return [ArticleId(each or 0) for each in dict.fromkeys(found)][:_MOST]


async def _changes(uow: UnitOfWork, answer: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for key, name in _NAMES.items():
        if key in answer:
            value = as_text(answer[key])
            if value or name in _EMPTIABLE:
                changes[name] = value or None
    if customer := as_text(answer.get("OTRS_TicketCustomerSet")):
        customer_id, _, login = customer.partition(";")
        changes |= {"customer_id": customer_id.strip()} if customer_id.strip() else {}
        changes |= {"customer_user": login.strip()} if login.strip() else {}
    known, context = await dynamic_fields.all_fields(uow), dynamic_fields.context_of(uow)
    fields: dict[str, Any] = {}
    for key, value in answer.items():
        name = key.removeprefix(_FIELD)
        if not key.startswith(_FIELD) or name not in known.by_name:
            continue
        if isinstance(value, list):
            fields[name] = as_texts(value)
        else:
            text = as_text(value)
            fields[name] = known.by_name[name].from_text(text, context) if text else None
    return changes | ({"dynamic_fields": fields} if fields else {})


def _article(entry: Mapping[str, Any]) -> dict[str, Any]:
    given = {
        "subject": as_text(entry.get("Subject")) or "Web service",
        "body": as_text(entry.get("Body")) or "-",
        "channel": "internal",
        "visible_for_customer": as_text(entry.get("IsVisibleForCustomer")) == "1",
        "content_type": "text/html" if "html" in as_text(entry.get("ContentType") or entry.get("MimeType")) else "text/plain",
    }  # fmt: skip
    return given | ({"from": as_text(entry["From"])} if as_text(entry.get("From")) else {})


def _ticket(entry: Mapping[str, Any]) -> dict[str, Any]:
    names = {"Title": "title", "Queue": "queue", "State": "state", "Priority": "priority", "Type": "type",
             "Service": "service", "SLA": "sla", "Owner": "owner", "Responsible": "responsible", "Lock": "lock",
             "CustomerID": "customer_id", "CustomerUser": "customer_user"}  # fmt: skip
    given = {name: as_text(entry[key]) for key, name in names.items() if as_text(entry.get(key))}
    return {**given, "article": ArticleCreate.model_validate(_article(entry.get("Article") or entry)).model_dump(
        exclude_unset=True, by_alias=True)}  # fmt: skip
