"""What one does at the end of a ticket's way: take a merge back, archive, delete; and the time it took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import schemas
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.schemas.commands import Action
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_web.agent.ticket.property_forms import Field, PropertyForm
from gotrs_web.hx_events import HxEvent
from gotrs_web.view import catalogue_of


async def _nothing(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    return []


async def _archived(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    """The other way round than it is now."""
    return [Field("archived", "", "hidden", "" if ticket.archived else "yes")]


async def _time(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    return [Field("time_units", _("Time units"), "text", required=True)]


async def _prepare_archive(read: ReadUow, principal: Principal, values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "archived": bool(values.get("archived"))}


async def _delete(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: Action, *, if_match: str | None
) -> None:
    await tickets.delete_ticket(uow, principal, ticket_id, if_match=if_match)


LASTING_FORMS: Mapping[str, PropertyForm] = {
    "unmerging": PropertyForm(
        "unmerge", N_("Take this ticket out again"), N_("Undo merging"), N_("The ticket is on its own again."),
        schemas.TicketUnmerge, tickets.unmerge_ticket, _nothing, HxEvent.TICKET_LINKS_CHANGED, leads_away=True,
        lead=N_("Its own messages come back with their history. Later answers stay with the other ticket."),
    ),
    "archive": PropertyForm(
        "archive", N_("Archive, or take out of the archive"), N_("Go ahead"), N_("Done."), schemas.TicketArchive,
        tickets.archive_ticket, _archived, HxEvent.TICKET_STATE_CHANGED, prepare=_prepare_archive,
        lead=N_("Archived tickets leave all lists; a search in the archive still finds them."),
    ),
    "time-booking": PropertyForm(
        "time", N_("Book time"), N_("Book"), N_("Time booked."), schemas.TicketAccountTime, tickets.account_time,
        _time, HxEvent.TICKET_TIME_CHANGED, with_note=False,
    ),
    "deletion": PropertyForm(
        "delete", N_("Delete the ticket for good"), N_("Delete"), N_("The ticket is deleted."), Action, _delete,
        _nothing, HxEvent.TICKET_STATE_CHANGED, with_note=False, leads_away=True, is_danger=True,
        lead=N_("With its messages, files and history. Nobody can bring it back."),
    ),
}  # fmt: skip
