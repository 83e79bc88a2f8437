"""Two agents at one ticket: a form knows what its writer had seen, and says what others did since."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import FormData

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import HistoryEntry, TicketRead
from gotrs_api.uow import ReadUow
from gotrs_web.forms import number

ETAG, LAST_ENTRY = "etag", "last_entry"


@dataclass(frozen=True)
class Basis:
    """Hidden in each form: the ticket's version, and its newest history row, when the form was made."""

    etag: str
    last_entry: int

    @classmethod
    def of(cls, ticket: TicketRead, history: list[HistoryEntry]) -> Basis:
        return cls(ticket.etag, history[-1].id if history else 0)

    @classmethod
    def from_form(cls, form: FormData) -> Basis:
        return cls(str(form.get(ETAG, "")), number(str(form.get(LAST_ENTRY, "")), 63) or 0)


@dataclass(frozen=True)
class Standing:
    """`changes`: what others did since the form was made, oldest first. `is_stale`: the writer should look again."""

    ticket: TicketRead
    basis: Basis
    changes: tuple[HistoryEntry, ...]
    is_stale: bool


async def standing(read: ReadUow, principal: Principal, ticket_id: TicketId, made: Basis) -> Standing:
    """Where the ticket stands compared with what the form was made from. One's own changes elsewhere are no surprise.

    Raises TicketNotFound.
    """
    ticket = await tickets.get_ticket(read, principal, ticket_id)
    if made.etag == ticket.etag:
        return Standing(ticket, made, (), is_stale=False)
    history = await tickets.list_history(read, principal, ticket_id)
    later = [entry for entry in history if entry.id > made.last_entry]
    others = tuple(entry for entry in later if entry.created_by.id != principal.user_id)
    return Standing(ticket, Basis.of(ticket, history), others, is_stale=bool(others) or not later)
