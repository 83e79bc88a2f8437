"""A mail that continues a ticket (OTRS 6: Kernel/System/PostMaster/FollowUp.pm and Reject.pm)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gotrs_api.catalog import state_types
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.mail.inbound.article import article_of
from gotrs_api.mail.inbound.field_headers import fields_of
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.master_data import choose, number
from gotrs_api.mail.inbound.new_ticket import pending_until
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history_format import follow_up
from gotrs_api.tickets.service.away import is_out_of_office
from gotrs_api.tickets.service.create import MAX_TITLE
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.service.dynamic_fields import apply_fields
from gotrs_api.tickets.service.locking import LOCK, UNLOCK, apply_lock
from gotrs_api.tickets.service.messages import store_message
from gotrs_api.tickets.service.owner import apply_owner, apply_responsible
from gotrs_api.tickets.service.pending_time import apply_pending_time
from gotrs_api.tickets.service.priority import apply_priority
from gotrs_api.tickets.service.queue import apply_queue
from gotrs_api.tickets.service.service_sla import apply_service, apply_sla
from gotrs_api.tickets.service.state import apply_state
from gotrs_api.tickets.service.title import apply_title
from gotrs_api.tickets.service.type import apply_type
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

_VALID = 1
REJECTED = "Follow up rejected."


async def continue_ticket(uow: UnitOfWork, mail: IncomingMail, ticket_id: TicketId) -> ArticleId:
    """Add the mail to the ticket and let ticket and lock follow OTRS's rules and the mail's headers."""
    await _set_people(uow, mail, ticket_id)
    before = await current(uow, ticket_id)
    await _set_lock(uow, before, ticket_id)
    await _set_state(uow, mail, before, ticket_id)
    await _set_fields(uow, mail, ticket_id)
    fields = await fields_of(uow, mail, follow_up=True)
    await apply_fields(uow, ticket_id, fields.of_ticket)
    row = await current(uow, ticket_id)
    article = replace(article_of(mail, ticket_id, follow_up=True), dynamic_fields=fields.of_article)
    article_id = await store_message(uow, article, follow_up(row.tn))
    if title := mail.x("FollowUp-Title"):
        await apply_title(uow, ticket_id, title[:MAX_TITLE])
    return article_id


async def reject_follow_up(uow: UnitOfWork, mail: IncomingMail, ticket_id: TicketId) -> ArticleId:
    """Keep the mail at the ticket, which stays closed."""
    row = await current(uow, ticket_id)
    article = article_of(mail, ticket_id, follow_up=True)
    return await store_message(uow, article, follow_up(row.tn, REJECTED))


async def _set_people(uow: UnitOfWork, mail: IncomingMail, ticket_id: TicketId) -> None:
    chosen = await choose(
        uow,
        {
            "owner": [mail.x("FollowUp-Owner"), number(mail.x("FollowUp-OwnerID"))],
            "responsible": [mail.x("FollowUp-Responsible"), number(mail.x("FollowUp-ResponsibleID"))],
        },
    )
    owner, responsible = chosen["owner"], chosen["responsible"]
    if owner is not None:
        await apply_owner(uow, ticket_id, UserId(owner.id))
    if responsible is not None:
        await apply_responsible(uow, ticket_id, UserId(responsible.id))


async def _set_lock(uow: UnitOfWork, row: TicketRow, ticket_id: TicketId) -> None:
    """Nobody must wait for an owner who is away or gone; a closed ticket may go back to its old owner."""
    if row.owner_valid != _VALID or await is_out_of_office(uow, row.owner_id):
        await apply_lock(uow, ticket_id, UNLOCK)
    elif row.follow_up_lock and row.state_type.startswith("close"):
        await apply_lock(uow, ticket_id, LOCK)


async def _set_state(uow: UnitOfWork, mail: IncomingMail, row: TicketRow, ticket_id: TicketId) -> None:
    wanted = mail.x("FollowUp-State")
    keep = bool(mail.x("FollowUp-State-Keep"))
    if not keep and (wanted or row.state_type != "new"):
        usual = await sysconfig.get(uow, settings.POSTMASTER_FOLLOW_UP_STATE)
        if row.state_type.startswith("close"):
            usual = await sysconfig.get(uow, settings.POSTMASTER_FOLLOW_UP_STATE_CLOSED) or usual
        state = (await choose(uow, {"state": [wanted, usual]}))["state"]
        if state is not None and state.extra != state_types.MERGED:
            await apply_state(uow, ticket_id, state)
            mail.trace.note("state", "X-OTRS-FollowUp-State" if wanted == state.name else "settings", state.name)
    until = await pending_until(uow, mail, "FollowUp-State-PendingTime")
    if until is not None:
        await apply_pending_time(uow, ticket_id, until)


async def _set_fields(uow: UnitOfWork, mail: IncomingMail, ticket_id: TicketId) -> None:
    names = {
        kind: mail.x(f"FollowUp-{header}")
        for kind, header in (
            ("priority", "Priority"), ("queue", "Queue"), ("lock", "Lock"), ("type", "Type"), ("service", "Service"),
            ("sla", "SLA"),
        )
    }  # fmt: skip
    chosen = await choose(uow, {kind: [name] for kind, name in names.items()})
    if chosen["priority"] is not None:
        await apply_priority(uow, ticket_id, chosen["priority"])
    if chosen["queue"] is not None:
        await apply_queue(uow, ticket_id, chosen["queue"])
        mail.trace.note("queue", "X-OTRS-FollowUp-Queue", chosen["queue"].name)
    if chosen["lock"] is not None:
        await apply_lock(uow, ticket_id, chosen["lock"].name)
    if chosen["type"] is not None:
        await apply_type(uow, ticket_id, chosen["type"])
    if chosen["service"] is not None:
        await apply_service(uow, ticket_id, chosen["service"])
    if chosen["sla"] is not None:
        await apply_sla(uow, ticket_id, chosen["sla"])
