"""Ticket::TicketHistoryGet.

Source: Znuny 6.5, Kernel/GenericInterface/Operation/Ticket/TicketHistoryGet.pm.
"""

from __future__ import annotations

from gotrs_api.generic_interface.operations.authentication import authenticated
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.ticket_get import ticket_ids_of
from gotrs_api.tickets import service as tickets

_AT_ONCE = 500


async def ticket_history_get(call: Call) -> Answer:
    """The whole history of each ticket; agents only."""
    principal = await authenticated(call, scope="tickets:read")
    if principal.is_customer:
        raise call.failed("AuthFail", "User needs to an Agent!")
    ids = ticket_ids_of(call)
    answer = []
    async with call.site.read() as uow:
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            seen = await tickets.otrs_attributes(uow, principal, part)
            for ticket_id in part:
                if ticket_id not in seen:
                    raise call.failed("AccessDenied", f"User does not have access to the ticket {ticket_id}!")
            found = await tickets.otrs_history(uow, part)
            answer += [{"History": found[ticket_id], "TicketID": str(ticket_id)} for ticket_id in part]
    return {"TicketHistory": answer}
