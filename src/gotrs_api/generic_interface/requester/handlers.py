"""Events that invokers are bound to: conditions are looked at just before the commit, the calls are jobs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from gotrs_api.articles.service import ArticleWish
from gotrs_api.events import Event, Handler, Phase
from gotrs_api.generic_interface.operations.ticket_get import articles_of, whole_ticket
from gotrs_api.generic_interface.requester import customers
from gotrs_api.generic_interface.requester.conditions import is_met
from gotrs_api.generic_interface.requester.invokers import ANSWERING, SYSTEM
from gotrs_api.generic_interface.requester.payloads import CallInvoker
from gotrs_api.generic_interface.service.known import valid_webservices
from gotrs_api.generic_interface.webservice import Invoker, Webservice, flag, section
from gotrs_api.jobs.execute import run_job
from gotrs_api.tickets.events import TicketDeleted
from gotrs_api.uow import UnitOfWork

_HEARD: Final = "gotrs.invokers_heard"
_OURS_FOR_S: Final = 60.0


async def hear(uow: UnitOfWork, event: Event) -> None:
    """Enqueue a call for each invoker that listens, at most one for each event and thing of a transaction.

    Without `Asynchronous` the job is run right after the commit, before whoever changed the ticket gets an answer.
    """
    name: str | None = event.otrs_name
    data = _data(event)
    if name is None or data is None:
        return
    listening = (await valid_webservices(uow)).listening.get(name)
    if not listening:
        return
    heard: set[tuple[Any, ...]] = uow.session.info.setdefault(_HEARD, set())
    for webservice, invoker, bound in listening:
        if uow.session.info.get(ANSWERING) == (webservice.id, invoker.name):
            continue
        key = (webservice.id, invoker.name, str(data))
        if key in heard:
            continue
        heard.add(key)
        if section(bound, "Condition", "Condition") and not is_met(bound, await _about(uow, data)):
            continue
        await _enqueue(uow, webservice, invoker, data, at_once=not flag(bound, "Asynchronous"))


def _data(event: Event) -> dict[str, Any] | None:
    """None for what no invoker can be bound to."""
    ticket_id: int | None = getattr(event, "ticket_id", None)
    if ticket_id is None:
        return customers.data_of(event)
    if isinstance(event, TicketDeleted):
        return None
    article_id: int | None = getattr(event, "article_id", None)
    data = {"Event": event.otrs_name, "TicketID": ticket_id}
    return data | ({"ArticleID": article_id} if article_id is not None else {})


async def _about(uow: UnitOfWork, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Ticket and article, or customer, as they stand in this transaction; what both have is the article's, as in OTRS."""
    if "TicketID" not in data:
        return await customers.attributes_now(uow, data)
    ticket_id, article_id = data["TicketID"], data.get("ArticleID")
    ticket = await whole_ticket(uow, SYSTEM, ticket_id, with_articles=False) or {}
    if article_id is None:
        return ticket
    every = (await articles_of(uow, SYSTEM, [ticket_id], ArticleWish(), with_fields=True)).get(ticket_id, [])
    article = next((one for one in every if one["ArticleID"] == article_id), {})
    fields = [*article.get("DynamicField", ()), *ticket.get("DynamicField", ())]
    return {**ticket, **article, "DynamicField": fields}


async def _enqueue(
    uow: UnitOfWork, webservice: Webservice, invoker: Invoker, data: dict[str, Any], *, at_once: bool
) -> None:
    now = int(uow.clock.now().timestamp())
    payload = CallInvoker(webservice_id=webservice.id, invoker=invoker.name, data=data, begun_at=now)
    # Not due for a while, or a runner would take it first, and whoever changed the ticket would not wait for it. Should
    # this process end before its call the row is there.
    job_id = await uow.enqueue(payload, delay_s=_OURS_FOR_S if at_once else 0)
    if at_once:
        uow.after_commit(partial(_run, uow, job_id))


async def _run(uow: UnitOfWork, job_id: int) -> None:
    await run_job(uow.site, job_id, f"synchronous:{job_id}", early=True)


HANDLERS = (Handler(Event, hear, Phase.COMMIT),)
