"""The frame around every action on a ticket: find it, check right and lock, and answer with the ticket afterwards."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import PreconditionFailed
from gotrs_api.kernel.etags import matches
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.errors import FeatureDisabled, TicketLockedByOther, TicketNotFound, TicketRightMissing
from gotrs_api.tickets.permissions import Verdict, judge
from gotrs_api.tickets.repository import zoom
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service import current, escalation
from gotrs_api.tickets.service.attribute_relations import require_related
from gotrs_api.tickets.service.meanwhile import changes_since
from gotrs_api.tickets.service.presenting import etag_of, facts_of, ticket_read
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.service.visibility import viewer_id_of, visible_tickets
from gotrs_api.uow import ReadUow, UnitOfWork


async def see_ticket(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> TicketRow:
    """The ticket if the principal may see it. Raises TicketNotFound."""

    async def load() -> TicketRow:
        visibility = await visible_tickets(uow, principal)
        row = await zoom.load_visible(uow, visibility, ticket_id, viewer_id_of(principal))
        if row is None:
            raise TicketNotFound
        return row

    return await uow.once(("ticket", principal.key, ticket_id), load)


async def open_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, *actions: str, if_match: str | None = None
) -> TicketRow:
    """The ticket, locked in the database for this transaction, if the principal may take all these actions now.

    From here on rows carry the principal's user id. Raises TicketNotFound, TicketRightMissing, FeatureDisabled,
    TicketLockedByOther and, when `if_match` names another version, PreconditionFailed with what changed since.
    """
    uow.act_as(principal.user_id)
    await current.lock(uow, ticket_id)
    row = await see_ticket(uow, principal, ticket_id)
    current.begin_action(uow, row, viewer_id_of(principal))
    switches = await switches_of(uow)
    for action in actions:
        _raise(judge(principal, facts_of(row), action, switches))
    tag = etag_of(row)
    if if_match is not None and not matches(if_match, tag):
        raise PreconditionFailed(etag=tag, errors=await changes_since(uow, principal, ticket_id, if_match))
    return row


async def answer(uow: UnitOfWork, principal: Principal, ticket_id: TicketId) -> TicketRead:
    """The ticket after the change, with its new escalation times.

    Raises InvalidTicketChange when what was changed does not go with the rest, by the attribute relations.
    """
    await require_related(uow, principal, ticket_id)
    await escalation.refresh_pending(uow)
    row = await current.current(uow, ticket_id)
    return await ticket_read(uow, principal, row, await switches_of(uow))


def _raise(verdict: Verdict) -> None:
    if verdict.allowed:
        return
    match verdict.code:
        case "locked_by_other":
            raise TicketLockedByOther(owner=verdict.detail)
        case "feature_disabled":
            raise FeatureDisabled(setting=verdict.detail)
        case "right_missing" | "admin_only":
            raise TicketRightMissing(right=verdict.detail)
        case _:
            raise TicketRightMissing(verdict.reason, right=verdict.detail)
