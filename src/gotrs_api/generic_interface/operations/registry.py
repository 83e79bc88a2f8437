"""OTRS's operation types and what runs them."""

from __future__ import annotations

from typing import Final

from gotrs_api.generic_interface.operations.call import Run
from gotrs_api.generic_interface.operations.out_of_office import out_of_office
from gotrs_api.generic_interface.operations.session import session_create, session_get, session_remove
from gotrs_api.generic_interface.operations.ticket_create import ticket_create
from gotrs_api.generic_interface.operations.ticket_get import ticket_get
from gotrs_api.generic_interface.operations.ticket_history import ticket_history_get
from gotrs_api.generic_interface.operations.ticket_search import ticket_search
from gotrs_api.generic_interface.operations.ticket_update import ticket_update
from gotrs_api.generic_interface.operations.time_accounting import time_accounting_get

OPERATIONS: Final[dict[str, Run]] = {
    "Session::SessionCreate": session_create,
    "Session::SessionGet": session_get,
    "Session::SessionRemove": session_remove,
    "Ticket::TicketCreate": ticket_create,
    "Ticket::TicketGet": ticket_get,
    "Ticket::TicketHistoryGet": ticket_history_get,
    "Ticket::TicketSearch": ticket_search,
    "Ticket::TicketUpdate": ticket_update,
    "Ticket::TimeAccountingGet": time_accounting_get,
    "User::OutOfOffice": out_of_office,
}
