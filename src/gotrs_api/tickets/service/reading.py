"""Looking at one ticket."""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import fill
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.permissions import ACTIONS, impossible, judge
from gotrs_api.tickets.schemas import ActionExplanation, TicketEscalation, TicketRead
from gotrs_api.tickets.service import escalation
from gotrs_api.tickets.service.merge_trail import find_ticket_id
from gotrs_api.tickets.service.opening import see_ticket
from gotrs_api.tickets.service.presenting import Values, etag_of, facts_of, ticket_read, ticket_values
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow


async def get_ticket(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> TicketRead:
    """One statement. Raises TicketNotFound, also for what the principal may not see."""
    row = await see_ticket(uow, principal, ticket_id)
    return await ticket_read(uow, principal, row, await switches_of(uow))


async def get_ticket_values(
    uow: ReadUow, principal: Principal, ticket_id: TicketId, *, with_articles: bool
) -> tuple[Values, str]:
    """The ticket as it goes out (`TicketRead`, with `articles` when asked for) and its ETag. Three statements at most.

    Raises TicketNotFound.
    """
    async with uow.together():
        row = await see_ticket(uow, principal, ticket_id)
        loaded = await articles.load_articles(uow, principal, ticket_id) if with_articles else None
    values = await ticket_values(uow, principal, row, await switches_of(uow))
    if loaded is not None:
        values["articles"] = await articles.article_values(uow, principal, loaded)
    return values, etag_of(row)


async def get_ticket_by_number(uow: ReadUow, principal: Principal, number: str) -> TicketRead:
    """By ticket number; for a merged ticket the one it went into. Raises TicketNotFound."""
    ticket_id = await find_ticket_id(uow, number)
    if ticket_id is None:
        raise TicketNotFound
    return await get_ticket(uow, principal, ticket_id)


async def explain_actions(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[ActionExplanation]:
    """For every action whether the principal may take it now, and why (not)."""
    row = await see_ticket(uow, principal, ticket_id)
    switches, facts = await switches_of(uow), facts_of(row)
    explained = []
    for action in ACTIONS:
        verdict = judge(principal, facts, action, switches)
        message, params = verdict.reason, {"detail": verdict.detail} if verdict.detail else {}
        refusal = impossible(facts, action) if verdict.allowed else None
        if refusal is not None:
            message, params = refusal, {"number": row.tn}
        explained.append(
            ActionExplanation(
                action=action,
                allowed=verdict.allowed and refusal is None,
                reason=fill(message, params),
                message_key=message,
                params=params,
            )
        )
    return explained


async def explain_escalation(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> tuple[TicketEscalation, ...]:
    """Agents only: limit, start, end and the working time counted so far, for each running clock."""
    principal.require_agent()
    return await escalation.explain(uow, await see_ticket(uow, principal, ticket_id))
