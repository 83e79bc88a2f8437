"""Tables of tickets."""

from gotrs_api.tickets.models.beside import TicketReminder, TicketVersion
from gotrs_api.tickets.models.history import TicketHistory, TicketHistoryType
from gotrs_api.tickets.models.links import LinkObject, LinkRelation, LinkState, LinkType
from gotrs_api.tickets.models.ticket import (
    FormDraft,
    Mention,
    Ticket,
    TicketFlag,
    TicketIndex,
    TicketLockIndex,
    TicketNumberCounter,
    TicketWatcher,
    TimeAccounting,
)

__all__ = [
    "FormDraft",
    "LinkObject",
    "LinkRelation",
    "LinkState",
    "LinkType",
    "Mention",
    "Ticket",
    "TicketFlag",
    "TicketHistory",
    "TicketHistoryType",
    "TicketIndex",
    "TicketLockIndex",
    "TicketNumberCounter",
    "TicketReminder",
    "TicketVersion",
    "TicketWatcher",
    "TimeAccounting",
]
